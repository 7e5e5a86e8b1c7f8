import { describe, expect, test } from 'vitest'
import type { MarkFacts } from '../http/exchange.ts'
import { tokensDied } from './code-replay.ts'
import { answer, kinds, silence, tokens } from './testing.ts'

const opaque = { marks: {} }
const jwt: MarkFacts = { kind: 'access_token', length: 900, alphabet: 'unreserved', jwt: { header: {}, claims: {}, signature: 'valid' } }
const selfContained = { marks: { '‹access_token:2›': jwt } }
const asked = (active: boolean) => ({ tries: [answer(200, { active })], settled: !active, ms: 10 })
const denied = answer(400, { error: 'invalid_grant' })
const dies = (seen: Parameters<typeof tokensDied>[1], facts: { marks: Record<string, MarkFacts> } = opaque) =>
  kinds(tokensDied(answer(200, tokens), seen, facts))

describe('after a replay of their code', () => {
  test('tokens died when introspection says so and a refresh is refused', () => {
    expect(dies({ after: asked(false), refresh: denied })).toEqual(['held', 'held'])
    expect(dies({ after: asked(false) })).toEqual(['held'])
    expect(dies({ refresh: denied })).toEqual(['noted', 'held'])
  })
  test('either of them alive is a violation', () => {
    expect(dies({ after: asked(true), refresh: denied })).toEqual(['effect', 'held'])
    expect(dies({ after: asked(false), refresh: answer(200, tokens) })).toEqual(['held', 'effect'])
    expect(dies({ after: asked(true) }, selfContained)).toEqual(['effect'])
  })
  test('a self-contained access token may live on when the refresh token is dead', () => {
    expect(dies({ after: asked(true), refresh: denied }, selfContained)).toEqual(['held', 'noted'])
    expect(dies({ after: asked(true), refresh: answer(200, tokens) }, selfContained)).toEqual(['effect', 'effect'])
  })
  test('silence and rate limits decide nothing', () => {
    expect(dies({ after: { tries: [silence('timeout')], settled: false, ms: 1 }, refresh: answer(429, {}) })).toEqual([
      'undecided',
      'undecided',
    ])
  })
})
