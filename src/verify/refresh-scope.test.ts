import { describe, expect, test } from 'vitest'
import type { MarkFacts } from '../http/exchange.ts'
import { keepsScope } from './refresh-scope.ts'
import { answer, kinds, silence, tokens } from './testing.ts'

const named = (scope?: string) => answer(200, scope === undefined ? tokens : { ...tokens, scope })
const introspected = (scope: string) => answer(200, { active: true, scope })
const opaque = { marks: {} }
const jwt = (scope: string): { marks: Record<string, MarkFacts> } => ({
  marks: {
    '‹access_token:2›': {
      kind: 'access_token',
      length: 9,
      alphabet: 'unreserved',
      jwt: { header: {}, claims: { scope }, signature: 'valid' },
    },
  },
})

describe('a refreshed token keeps a scope', () => {
  test('when token, introspection or, for want of both, the response shows it', () => {
    expect(kinds(keepsScope([named()], 'b', jwt('a b')))).toEqual(['held'])
    expect(kinds(keepsScope([named(), introspected('a b')], 'b', opaque))).toEqual(['held'])
    expect(kinds(keepsScope([named('a b')], 'b', opaque))).toEqual(['held'])
  })
  test('not when it is gone without a word, whatever the response claims', () => {
    expect(kinds(keepsScope([named()], 'b', jwt('a')))).toEqual(['lack'])
    expect(kinds(keepsScope([named('a b'), introspected('a')], 'b', opaque))).toEqual(['lack'])
  })
  test('in a wrong form when the response owns up to less', () => {
    expect(kinds(keepsScope([named('a')], 'b', opaque))).toEqual(['signal'])
    expect(kinds(keepsScope([named('a')], 'b', jwt('a')))).toEqual(['signal'])
  })
  test('or not: a response without scope, a gateway before introspection, a refusal and silence do not tell', () => {
    expect(kinds(keepsScope([named()], 'b', opaque))).toEqual(['noted'])
    expect(kinds(keepsScope([named(), answer(403, '<html>')], 'b', opaque))).toEqual(['noted'])
    for (const one of [answer(400, { error: 'invalid_grant' }), answer(429, {}), answer(503, ''), silence('timeout')])
      expect(kinds(keepsScope([one], 'b', opaque))).toEqual(['undecided'])
    expect(kinds(keepsScope([], 'b', opaque))).toEqual(['undecided'])
  })
})
