import { expect, test } from 'vitest'
import { noWeaknessSeen, unguessable } from '../verify/index.ts'
import { kinds } from '../verify/testing.ts'
import { sampled } from './sample.ts'

const many = (make: (i: number) => string) => sampled(Array.from({ length: 20 }, (_, i) => make(i)))
const random = (bytes: number, encoding: BufferEncoding) => () =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString(encoding)

test('256 random bits show no weakness', () => expect(kinds(unguessable(many(random(32, 'base64url'))))).toEqual(['held']))
test('a random UUID is a warning at most', () => expect(kinds(unguessable(many(() => crypto.randomUUID())))).toEqual(['held', 'signal']))
test('64 random bits, a counter, a constant prefix with a short tail and a repetition are broken', () => {
  expect(kinds(unguessable(many(random(8, 'hex'))))).toEqual(['effect'])
  expect(kinds(unguessable(many((i) => `code-with-a-long-constant-beginning-${1000 + i}`)))).toEqual(['effect'])
  expect(kinds(unguessable(many(() => `a-very-long-constant-beginning-of-all-codes${random(6, 'hex')()}`)))).toEqual(['effect'])
  expect(kinds(unguessable(many((i) => `${'x'.repeat(40)}${i % 5}`)))).toEqual(['effect'])
})
test('a counter or the time before enough random bits shows no weakness', () => {
  const time = (i: number) => 1_763_769_600_000 + i * 37
  expect(kinds(unguessable(many((i) => `${time(i)}.${random(32, 'base64url')()}`)))).toEqual(['held'])
  expect(kinds(unguessable(many((i) => `${9 + i}-${random(32, 'hex')()}`)))).toEqual(['held'])
  expect(kinds(unguessable(many((i) => `${99 - i}-${random(32, 'hex')()}`)))).toEqual(['held'])
  const fernet = (i: number) => {
    const seconds = Buffer.alloc(8)
    seconds.writeBigUInt64BE(BigInt(1_763_769_600 + i))
    return Buffer.concat([Buffer.of(0x80), seconds, crypto.getRandomValues(new Uint8Array(64))]).toString('base64url')
  }
  expect(kinds(unguessable(many(fernet)))).toEqual(['held'])
})
test('a counter or the time before too few random bits is broken', () => {
  const crockford = (bytes: Uint8Array) => [...bytes].map((byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte % 32]).join('')
  const ulid = (i: number) =>
    `01KAM${crockford(Uint8Array.of(i >> 3, i << 2, 0, 0, 0))}${crockford(crypto.getRandomValues(new Uint8Array(16)))}`
  expect(many(ulid)).toMatchObject({ ordered: true })
  expect(kinds(unguessable(many(ulid)))).toEqual(['effect'])
  expect(kinds(unguessable(many((i) => String(1_763_769_600_000 + i * 37))))).toEqual(['effect'])
  expect(kinds(unguessable(many((i) => String(1_763_769_600_000 - i * 37))))).toEqual(['effect'])
  expect(kinds(unguessable(many((i) => `${1000 + i}${'x'.repeat(40)}`)))).toEqual(['effect'])
})
test('too few values decide nothing', () => expect(kinds(unguessable(sampled(['a'])))).toEqual(['undecided']))
test('a search without tries or without answers decides nothing', () => {
  expect(kinds(noWeaknessSeen({ seed: 1, runs: 0, unanswered: 0 }))).toEqual(['undecided'])
  expect(kinds(noWeaknessSeen({ seed: 1, runs: 9, unanswered: 2 }))).toEqual(['undecided'])
  expect(kinds(noWeaknessSeen({ seed: 1, runs: 9, unanswered: 0 }))).toEqual(['held'])
})
