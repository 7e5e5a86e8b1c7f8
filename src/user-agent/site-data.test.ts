import { expect, it } from 'vitest'
import type { Exchange } from '../http/exchange.ts'
import { clearsCache } from './site-data.ts'

const answered = (url: string, ...values: string[]): Exchange => ({
  n: 1,
  channel: 'front',
  sentAt: 0,
  ms: 1,
  request: { method: 'GET', url, headers: [] },
  response: { status: 200, headers: values.map((value) => ['Clear-Site-Data', value]), body: '' },
})

const page = answered('https://as.example/authorize?client_id=a')
const signedOut = (...values: string[]): boolean => clearsCache(answered('https://as.example/sign-out', ...values), page)

it('takes the word for the cache and the one for everything, in any of the fields', () => {
  expect([signedOut('"cache"'), signedOut('"cookies", "cache"'), signedOut('"cookies"', '"*"')]).toEqual([true, true, true])
})

it('takes no other word, nor one without its quotes', () => {
  expect([signedOut(), signedOut('"cookies"'), signedOut('cache'), signedOut('*')]).toEqual([false, false, false, false])
})

it('clears what is kept of its own origin alone', () => {
  const [pages, port] = ['https://pages.as.example/out', 'https://as.example:8443/out']
  expect([pages, port].map((url) => clearsCache(answered(url, '"*"'), page))).toEqual([false, false])
})
