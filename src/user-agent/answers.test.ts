import { expect, test } from 'vitest'
import { Answers } from './answers.ts'
import { readPage } from './page.ts'

const page = readPage('<title>A page</title>', 'https://as.example/')
const course = (refused = 0) => ({ signIns: { refused, most: 2 }, staging: undefined })
const ask = (answers: Answers, kind: 'sign_in' | 'consent' | 'sign_out' | 'continue', more: object = {}) =>
  answers.refusal({ kind, why: '', ...more }, page)

test('consent and signing out are answered twice, everything else as often as it comes', () => {
  const answers = new Answers(course())
  for (const kind of ['consent', 'sign_out'] as const) {
    expect([ask(answers, kind), ask(answers, kind)]).toEqual([undefined, undefined])
    expect(ask(answers, kind)).toMatch(/asks (?:for consent )?again/)
  }
  for (let i = 0; i < 5; i++) expect(ask(answers, 'continue')).toBeUndefined()
  expect(answers.given).toEqual(['consent', 'consent', 'sign_out', 'sign_out'])
})

test('credentials are sent once, and a refusal counts against the account', () => {
  const of = course()
  const answers = new Answers(of)
  expect([ask(answers, 'sign_in', { part: 'identifier' }), ask(answers, 'sign_in')]).toEqual([undefined, undefined])
  expect([ask(answers, 'sign_in'), of.signIns.refused, answers.given]).toEqual([
    expect.stringContaining('asks to sign in again'),
    1,
    ['sign_in'],
  ])
  expect(ask(new Answers(course(2)), 'sign_in')).toContain('no further sign-in is tried after 2 refused ones')
})

test('a refusal on a stage counts against nobody', () => {
  const of = { ...course(), staging: 'frame' as const }
  const answers = new Answers(of)
  ask(answers, 'sign_in')
  expect([ask(answers, 'sign_in'), of.signIns.refused]).toEqual([expect.stringContaining('again'), 0])
})

test('which of several ways to sign out was taken is not told as an answer', () => {
  const answers = new Answers(course())
  ask(answers, 'sign_out', { choice: true })
  expect(answers.given).toEqual([])
})
