import { expect, test } from 'vitest'
import { type Take, Tape } from './tape.ts'

const take = (of: string, path: string, answer: Partial<Take['answer']> = {}, body = ''): Take => ({
  ...{ of, method: 'GET', path, headers: [], body, serviceMs: 2 },
  answer: { status: 302, headers: [], body: '', ...answer },
})

test('a request is answered as the recorded one of its scenario and number was', () => {
  const tape = new Tape([take('a/b 1', '/authorize'), take('a/b 2', '/token', { status: 400, body: '{}' })])
  expect(tape.answer('a/b 2', '/token', '')).toEqual({ answer: { status: 400, headers: [], body: '{}' }, serviceMs: 2 })
  expect(tape.answer('a/b 3', '/token', '')).toBeUndefined()
})

test('the state of today comes back, also in a later answer of the same scenario, and in no other', () => {
  const then = 'state-of-the-record'
  const now = 'state-of-the-replay'
  const back = { headers: [['Location', `https://c.example/cb?state=${then}`]] as [string, string][] }
  const tape = new Tape([take('a/b 1', `/authorize?state=${then}`), take('a/b 2', '/consent', back), take('c/d 1', '/consent', back)])
  tape.answer('a/b 1', `/authorize?x=1&state=${now}`, '')
  expect(tape.answer('a/b 2', '/consent', '')?.answer.headers).toEqual([['Location', `https://c.example/cb?state=${now}`]])
  expect(tape.answer('c/d 1', '/consent', '')?.answer.headers).toEqual(back.headers)
})

test('a state that is too short to be known again, or in no place of one, is left alone', () => {
  const tape = new Tape([take('a/b 1', '/authorize?state=xy', { body: 'xylophone' })])
  expect(tape.answer('a/b 1', '/authorize?state=zz', '')?.answer.body).toBe('xylophone')
})
