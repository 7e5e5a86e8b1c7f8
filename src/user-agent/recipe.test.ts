import { describe, expect, it } from 'vitest'
import type { InteractionStep } from '../target/target.ts'
import { readPage } from './page.ts'
import { byRecipe } from './recipe.ts'

const html = `<form id=f method=post action=/go><input type=hidden name=answer value=no>
<input type=radio name=r value=a checked><input type=radio name=r value=b><input type=checkbox name=s value=read><input type=checkbox name=s value=write checked>
<button name=first value=1>First</button><button name=second value=2 class=yes>Second</button></form><a id=out href=/cancel>Cancel</a>`
const url = 'https://as.example/consent/42?x=1'
const asking = { user: 'alice', password: '‹password:1›', purpose: 'approve' as const, origins: ['https://as.example'] }
const answer = (step: InteractionStep & { for?: 'sign_in' | 'approve' | 'deny' }) =>
  byRecipe([step], { page: readPage(html, url), html, user: 'alice', asking })
const sent = (step: InteractionStep) => answer(step)?.submit?.fields.map((pair) => pair.join('='))

describe('when', () => {
  it.each(['/consent/', 'https://as.example/consent/*', '*/consent/*?x=1', '*consent*', 'https://*/42*'])('%s fits', (pattern) =>
    expect(answer({ when: { url: pattern }, submit: '#f' })?.submit).toBeDefined(),
  )
  it.each(['/login', '*/consent', 'consent/*', '*/42/*', 'https://as.example/consent/42?x=1*1'])('%s does not fit', (pattern) =>
    expect(answer({ when: { url: pattern }, submit: '#f' })).toBeUndefined(),
  )
  it('asks for both where both are given', () => {
    expect(answer({ when: { url: 'consent', selector: '#gone' }, submit: '#f' })).toBeUndefined()
    expect(answer({ when: { url: 'consent', selector: 'a#out' }, submit: '#f' })).toBeDefined()
  })
})

describe('what is done', () => {
  it('clicks a button', () => expect(sent({ when: {}, click: '.yes' })).toEqual(['answer=no', 'r=a', 's=write', 'second=2']))
  it('submits a form without a button', () => expect(sent({ when: {}, submit: '#f' })).toEqual(['answer=no', 'r=a', 's=write']))
  it('fills hidden fields and presses the first button', () =>
    expect(sent({ when: {}, fill: { '[name=answer]': 'yes, {username}' } })).toEqual(['answer=yes, alice', 'r=a', 's=write', 'first=1']))
  it('chooses radios and boxes by value', () =>
    expect(sent({ when: {}, choose: { '[name=r]': 'b', '[name=s]': 'read' }, submit: '#f' })).toEqual([
      'answer=no',
      'r=b',
      's=read',
      's=write',
    ]))
  it('unticks boxes', () => expect(sent({ when: {}, choose: { '[value=write]': 'off' }, submit: '#f' })).toEqual(['answer=no', 'r=a']))
  it('follows a link', () =>
    expect(answer({ when: {}, click: '#out' })?.submit).toEqual({ method: 'GET', url: 'https://as.example/cancel', fields: [] }))
  it('says what it answered', () => {
    expect(answer({ when: {}, for: 'approve', click: '.yes' })?.as).toBe('consent')
    expect(answer({ when: {}, fill: { '[name=answer]': '{password}' } })?.as).toBe('sign_in')
    expect(answer({ when: {}, click: '.yes' })?.as).toBeUndefined()
  })
})
