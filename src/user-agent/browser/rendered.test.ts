import { expect, test } from 'vitest'
import { readPage } from '../page.ts'
import { type Asking, understand } from '../understand.ts'
import { asRendered } from './rendered.ts'

const url = 'https://as.example/page'
const asking: Asking = { user: 'alice', password: '‹password:1›', purpose: 'approve', origins: ['https://as.example'] }
const read = (body: string) => asRendered(readPage(`<!doctype html><title>t</title>${body}`, url))

test('a password outside any form is signed in with', () => {
  const body = '<input name=user><input type=password name=pw><button>Sign in</button><script>1</script>'
  expect(understand(readPage(body, url), asking).kind).toBe('needs_script')
  expect(understand(read(body), asking)).toMatchObject({
    kind: 'sign_in',
    submit: {
      fields: [
        ['user', 'alice'],
        ['pw', '‹password:1›'],
      ],
    },
  })
})

test('a password form that a script sends is not sent by GET', () => {
  const body = '<form><input name=user><input type=password name=pw><button>Sign in</button></form>'
  expect(understand(readPage(body, url), asking).kind).toBe('needs_script')
  expect(understand(read(body), asking)).toMatchObject({ kind: 'sign_in', submit: { method: 'POST' } })
})

test('buttons that only run scripts give an answer where no other does', () => {
  const body = '<form method=post action=/c><button type=button id=allow>Allow</button><button type=button id=deny>Deny</button></form>'
  expect(understand(readPage(body, url), asking).kind).not.toBe('consent')
  expect(understand(read(body), asking).kind).toBe('consent')
})

test('a hidden answer stays one for the script of its button to give', () => {
  const form =
    '<form method=post action=/c><input type=hidden name=consent value=deny><input type=button id=approve value=Allow><input type=button id=deny value=Deny></form>'
  expect(read(form).forms[0]!.controls.map(({ type }) => type)).toEqual(['hidden', 'button', 'button'])
  expect(understand(read(form), asking)).toMatchObject({ kind: 'consent', submit: { fields: [['consent', 'approve']] } })
})

test('a menu button outside any form makes no form', () => {
  expect(read('<button>☰</button><p>Something went wrong.').forms).toEqual([])
})
