import { describe, expect, it } from 'vitest'
import { subjectsOf } from './subjects.ts'
import { answer, tokens } from './testing.ts'

const jwt = (sub: unknown) => ({
  marks: {
    '‹access_token:2›': {
      kind: 'access_token',
      length: 9,
      alphabet: 'other',
      jwt: { header: {}, claims: { sub }, signature: 'valid' as const },
    },
  },
})

describe('subjectsOf', () => {
  it('reads introspection', () => {
    expect(subjectsOf([answer(200, tokens), answer(200, { active: true, sub: 'alice' })], { marks: {} })).toEqual(['alice'])
  })
  it('reads a self-contained access token, and says the same only once', () => {
    expect(subjectsOf([answer(200, tokens), answer(200, { active: true, sub: 'alice' })], jwt('alice'))).toEqual(['alice'])
    expect(subjectsOf([answer(200, tokens), answer(400, { error: 'unsupported_token_type' })], jwt('bob'))).toEqual(['bob'])
  })
  it('tells two subjects apart', () => {
    expect(subjectsOf([answer(200, tokens), answer(200, { active: true, sub: 'mallory' })], jwt('alice'))).toEqual(['alice', 'mallory'])
  })
  it('is empty where nothing shows it', () => {
    expect(subjectsOf([answer(200, tokens), answer(200, { active: true }), answer(200, { sub: 7 })], jwt(7))).toEqual([])
  })
})
