import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Control, successfulControls } from './form.ts'
import { readPage, readRefresh } from './page.ts'
import { understand } from './understand.ts'

const url = 'https://as.example/a/b'
const asking = { user: 'alice', password: 'p', purpose: 'approve' as const, origins: ['https://as.example'] }
const form = (html: string) => readPage(`<form>${html}</form>`, url).forms[0]!

describe('form submission', () => {
  it('sends what HTML calls the entry list, in document order', () => {
    const { controls, ...rest } = form(`
      <input name=a value=1><input value=unnamed><input name=b value=2 disabled>
      <fieldset disabled><input name=c value=3></fieldset>
      <input type=checkbox name=d><input type=checkbox name=e checked><input type=radio name=f value=x><input type=radio name=f value=y checked>
      <select name=g><option>first<option selected>second</select><select name=h multiple><option selected>1<option>2<option selected>3</select>
      <select name=i><option disabled>no<option>yes</select>
      <textarea name=j>\nline\nline</textarea><input type=image name=k><button name=l value=m>go</button><input type=hidden name=_charset_><input type=reset name=r value=r>`)
    const submitter = controls.find(({ name }) => name === 'l')!
    expect(successfulControls({ ...rest, controls }, new Map(), submitter).map((pair) => pair.join('='))).toEqual([
      'a=1',
      'e=on',
      'f=y',
      'g=second',
      'h=1',
      'h=3',
      'i=yes',
      'j=line\r\nline',
      'l=m',
      '_charset_=UTF-8',
    ])
    const image = controls.find(({ type }) => type === 'image')!
    expect(successfulControls({ ...rest, controls }, new Map(), image)).toContainEqual(['k.y', '0'])
  })

  it('takes what a user changed', () => {
    const one = form('<input name=a value=1><input type=checkbox name=b checked><select name=c><option>1<option>2</select>')
    const [a, b, c] = one.controls as [Control, Control, Control]
    expect(
      successfulControls(
        one,
        new Map<Control, string | boolean>([
          [a, 'x'],
          [b, false],
          [c, '2'],
        ]),
      ),
    ).toEqual([
      ['a', 'x'],
      ['c', '2'],
    ])
  })
})

describe('pages', () => {
  it('reads labels, titles and languages', () => {
    const page = readPage(
      '<html lang=DE><title> A\n b </title><form><label for=x>One</label><input id=x><label>Two <input></label><input aria-label=Three></form>',
      url,
    )
    expect([page.title, page.language, ...page.forms[0]!.controls.map(({ label }) => label)]).toEqual(['A b', 'de', 'One', 'Two', 'Three'])
  })

  it('resolves actions against the base, and keeps marks', () => {
    const page = readPage(
      '<base href="/x/"><form action="y?k=‹hidden:1›"></form><form action=""></form><form action="http://["></form>',
      url,
    )
    expect(page.forms.map(({ action }) => action)).toEqual(['https://as.example/x/y?k=‹hidden:1›', url, undefined])
  })

  it.each([
    ['0;url=/a', { seconds: 0, url: '/a' }],
    ['5 ; URL = "/a b"', { seconds: 5, url: '/a b' }],
    ["0, '/a'x", { seconds: 0, url: '/a' }],
    ['1.5;/a', { seconds: 1, url: '/a' }],
    ['30', undefined],
    ['url=/a', undefined],
    ['', undefined],
  ])('reads a refresh %j', (content, expected) => expect(readRefresh(content)).toEqual(expected))

  it('answers a page that gives up waiting after a while', () => {
    const patient = '<meta http-equiv=refresh content="30;url=/timeout">'
    const consent = '<form method=post action=/c><button name=a value=allow>x</button><button name=a value=deny>y</button></form>'
    expect(understand(readPage(patient + consent, url), asking).submit?.url).toBe('https://as.example/c')
    expect(understand(readPage(`${patient}<p>Please wait.`, url), asking).submit?.url).toBe('https://as.example/timeout')
  })

  it('takes a refresh in noscript only at last', () => {
    const noscript = '<noscript><meta http-equiv=refresh content="0;url=/noscript"></noscript>'
    expect(
      understand(readPage(`${noscript}<form method=post action=/l><input name=user><input type=password name=p></form>`, url), asking).kind,
    ).toBe('sign_in')
    expect(
      understand(
        readPage(`${noscript}<p>A page that says a thing or two about itself, so that it is not empty at all, and no more.</p>`, url),
        asking,
      ).submit?.url,
    ).toBe('https://as.example/noscript')
  })
})

describe('hostile pages', () => {
  const signIn = '<form method=post action=/login><input name=username><input type=password name=password></form>'
  it.each([
    ['thousands of forms', `${'<form action=/x><input name=y></form>'.repeat(8000)}${signIn}`],
    ['nested tables', `${'<table><tr><td>'.repeat(3000)}${signIn}`],
    ['deep elements', `${'<div>'.repeat(60_000)}${signIn}`],
    ['giant attributes', `<p title="${'x'.repeat(400_000)}" style="${'display:'.repeat(20_000)}">${signIn}`],
    [
      'an attribute of every name',
      `<p ${Array.from({ length: 5000 }, (_, index) => `a${index}=1`).join(' ')} __proto__=x constructor=y>${signIn}`,
    ],
    ['thousands of labels', `${'<label for=x>x</label>'.repeat(20_000)}${signIn}`],
    ['endless scripts', `<script>${'function f(){'.repeat(20_000)}</script>${signIn}`],
    ['thousands of options', `<form><select name=s>${'<option>x'.repeat(50_000)}</select></form>${signIn}`],
    ['many frames and links', `${'<iframe src=/x></iframe><a href=/y>z</a>'.repeat(10_000)}${signIn}`],
  ])('%s are read', (_, html) => {
    const { kind, submit } = understand(readPage(html, url), asking)
    expect([kind, submit?.url]).toEqual(['sign_in', 'https://as.example/login'])
  })

  it('never throw, and never get a submission outside the origins', () => {
    const shards = [
      '<form method=post>',
      '</form>',
      '<input name=username>',
      '<input type=password name=p>',
      '<button name=allow value=1>',
      '<base href=//evil.example>',
      '<form action=//evil.example/x method=post>',
      '<button formaction=//evil.example>',
      '<a href=//evil.example>Deny</a>',
      '<script>location="//evil.example"</script>',
      '<meta http-equiv=refresh content="0;url=//evil.example">',
      '<select name=consent><option>allow<option>deny</select>',
      '<label>',
      '<table>',
      '<template>',
      '<svg>',
    ]
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...shards), fc.string()), { maxLength: 25 }),
        fc.constantFrom('approve' as const, 'deny' as const),
        (parts, purpose) => {
          const { submit } = understand(readPage(parts.join(''), url), { ...asking, purpose })
          expect(submit === undefined || new URL(submit.url).origin === 'https://as.example').toBe(true)
        },
      ),
    )
  })
})
