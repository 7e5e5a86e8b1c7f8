import { expect, test } from 'vitest'
import type { Message } from '../http/exchange.ts'
import { asPost, rawQuery } from './changes.ts'
import { postedForm, withoutSecretsOf } from './forged.ts'

const tools = { alter: (value: string) => value, skip: () => assertNever() }
const assertNever = (): never => {
  throw new Error('skipped')
}
const request = (method: string, url: string, body?: string) => ({ request: { method, url, ...(body !== undefined && { body }) } })

test('the last form that was posted is the one that counts', () => {
  const hops = [request('POST', '/sign-in', 'a=1'), request('GET', '/consent'), request('POST', '/consent', 'b=2'), request('GET', '/done')]
  expect(postedForm({ hops })).toMatchObject({ url: '/consent', body: 'b=2' })
  expect(postedForm({ hops: [request('GET', '/')] })).toBeUndefined()
})

test('a forged form has what both users’ forms say alike, and the attacker’s path', () => {
  const mine = { url: 'https://as.example/consent/1?tab=x&client_id=c', body: 'csrf=a&decision=allow' }
  const theirs = { url: 'https://as.example/consent/2?tab=y&client_id=c', body: 'csrf=b&decision=allow' }
  const message: Message = {
    method: 'POST',
    url: mine.url,
    headers: [],
    query: [],
    body: [...new URLSearchParams('csrf=z&decision=allow')],
  }
  expect(withoutSecretsOf(mine, theirs)(message, tools)).toMatchObject({
    url: 'https://as.example/consent/2',
    query: [['client_id', 'c']],
    body: [['decision', 'allow']],
  })
})

test('raw parameters take the place of those of their names; a posted request has none in the query', () => {
  const message: Message = {
    ...{ method: 'GET', url: 'https://as.example/a', headers: [], body: [] },
    query: [
      ['state', 's'],
      ['scope', 'x'],
    ],
  }
  const raw = rawQuery('state=%zz&bare')(message, tools)
  expect([raw.url, raw.query]).toEqual(['https://as.example/a?state=%zz&bare', [['scope', 'x']]])
  expect(asPost(message, tools)).toMatchObject({ method: 'POST', query: [], body: message.query })
})
