import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPage } from './page.ts'
import { byRecipe } from './recipe.ts'
import { type Step, suggestedSteps, unknownValue } from './suggest.ts'

const url = 'https://as.example/ui/page.do?sessionDataKey=1'
const stepsFor = (html: string, at = url): Step[] => suggestedSteps(readPage(html, at))

/** What steps send when they are played on the page that they were made for. */
function played(steps: Step[], html: string, purpose: 'approve' | 'deny' = 'approve') {
  const asking = { user: 'alice', password: '‹password:1›', purpose, origins: ['https://as.example'] }
  return byRecipe(steps, { page: readPage(html, url), html, user: 'alice', asking })
}

const tenant = `<title>Portal</title>
  <form role=search action=/search><input name=q></form>
  <form id=portal method=post action=/in><input type=hidden name=csrf value=abc>
    <label>Who <input name=who required></label> <label>Key <input type=password name=key></label> <label>Tenant <input name=tenant required></label>
    <select name=realm><option value="">choose</option><option value=staff>Staff</option></select>
    <label><input type=radio name=site value=north> North</label> <label><input type=radio name=site value=south> South</label>
    <label><input type=checkbox name=terms required> I agree</label>
    <button name=action value=help>Help</button> <button name=action value=enter>Enter</button></form>`

test('a sign-in that asks for more: who is asked for is filled in, the rest is left open', () => {
  const [step, ...none] = stepsFor(tenant)
  expect(none).toEqual([])
  expect(step).toEqual({
    when: { url: '/ui/page.do', selector: '#portal' },
    fill: { 'input[name=who]': '{username}', 'input[name=key]': '{password}', 'input[name=tenant]': unknownValue },
    choose: { 'select[name=realm]': 'staff', 'input[name=terms]': 'on', 'input[name=site]': 'north' },
    click: 'button[name=action][value=help]',
  })
  const { submit, as } = played([{ ...step!, click: 'button[name=action][value=enter]' }], tenant)!
  expect(as).toBe('sign_in')
  expect(submit!.fields).toEqual([
    ['csrf', 'abc'],
    ['who', 'alice'],
    ['key', '‹password:1›'],
    ['tenant', '…'],
    ['realm', 'staff'],
    ['site', 'north'],
    ['terms', 'on'],
    ['action', 'enter'],
  ])
})

test('a question: one step for each answer', () => {
  const html =
    '<form method=post><p>Well?</p><button name=go value=allow>Fine</button><button name=go value=deny>Rather not</button></form>'
  const steps = stepsFor(html)
  expect(steps).toEqual([
    { when: { url: '/ui/page.do' }, for: 'approve', click: 'button[name=go][value=allow]' },
    { when: { url: '/ui/page.do' }, for: 'deny', click: 'button[name=go][value=deny]' },
  ])
  expect(played(steps, html)!.submit!.fields).toEqual([['go', 'allow']])
  expect(played(steps, html, 'deny')!.submit!.fields).toEqual([['go', 'deny']])
})

describe('what is written', () => {
  test('fits the next visit: what a visit puts into the path is left out', () => {
    expect(stepsFor(tenant, 'https://as.example/interaction/4fQzW8hvYT/login')[0]!.when.url).toBe('*/interaction/*/login*')
    expect(stepsFor(tenant, 'https://as.example/interaction/‹hidden_input:4›/login')[0]!.when.url).toBe('*/interaction/*/login*')
    expect(stepsFor(tenant, 'https://as.example/?a=b')[0]!.when.url).toBe('https://as.example/')
  })

  test('holds no value and nothing that only a stranger could read, whatever names are on the page', () => {
    const hostile = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 })
    const quoted = (text: string) => `"${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, id, value) => {
        const steps = stepsFor(
          `<form method=post><input name=${quoted(name)} id=${quoted(id)} value="s3cret-value"><input type=password><button name=b value=${quoted(value)}>Go</button></form>`,
        )
        const text = JSON.stringify(steps)
        expect(text).not.toContain('s3cret')
        expect(text).toMatch(/^[\x20-\x7e…]*$/)
      }),
    )
  })

  const folder = new URL('../../fixtures/pages/', import.meta.url)
  test.each(readdirSync(folder).filter((file) => file.endsWith('.html')))('can be played on the page it was made for: %s', (file) => {
    const html = readFileSync(new URL(file, folder), 'utf8')
    for (const step of stepsFor(html)) {
      const recipe = played([step], html, step.for === 'deny' ? 'deny' : 'approve')
      expect(recipe === undefined || recipe.why === undefined || recipe.why.includes('outside the configured origins')).toBe(true)
    }
  })
})
