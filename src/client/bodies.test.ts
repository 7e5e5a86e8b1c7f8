import { expect, test } from 'vitest'
import type { Message } from '../http/exchange.ts'
import { asMultipart, labelled, rewrittenForm, toQuery } from './bodies.ts'

const message: Message = {
  method: 'POST',
  url: 'https://as.example/token',
  headers: [['accept', 'application/json']],
  query: [],
  body: [
    ['code', '‹code:1›'],
    ['redirect_uri', 'https://client.example/a b'],
  ],
}
const tools = { alter: () => '', skip: (reason: string): never => Promise.reject(reason) as never }

test('a rewritten form keeps its marks and is labelled as a form', () => {
  const { body, headers } = rewrittenForm((form) => `${form}&code=%zz`)(message, tools)
  expect(body).toBe('code=‹code:1›&redirect_uri=https%3A%2F%2Fclient.example%2Fa%20b&code=%zz')
  expect(headers.at(-1)).toEqual(['content-type', 'application/x-www-form-urlencoded'])
})

test('a form is sent under another type, or under none', () => {
  const other = labelled('text/plain')(message, tools)
  expect([other.body, other.headers.at(-1)]).toEqual([message.body, ['content-type', 'text/plain']])
  const none = labelled(undefined)(message, tools)
  expect(none.headers).toEqual(message.headers)
  expect(none.body).toMatch(/^code=‹code:1›&redirect_uri=https%3A/)
})

test('each parameter becomes a part', () => {
  const { body, headers } = asMultipart(message, tools)
  expect(headers.at(-1)?.[1]).toBe('multipart/form-data; boundary=----grantproof')
  expect(body).toBe(
    '------grantproof\r\ncontent-disposition: form-data; name="code"\r\n\r\n‹code:1›\r\n' +
      '------grantproof\r\ncontent-disposition: form-data; name="redirect_uri"\r\n\r\nhttps://client.example/a b\r\n' +
      '------grantproof--\r\n',
  )
})

test('a parameter goes to the query, and another value may stay', () => {
  const moved = toQuery('code')(message, tools)
  expect([moved.query, moved.body]).toEqual([[['code', '‹code:1›']], [['redirect_uri', 'https://client.example/a b']]])
  const both = toQuery('code', 'wrong')(message, tools)
  expect([both.query, (both.body as string[][])[0]]).toEqual([[['code', '‹code:1›']], ['code', 'wrong']])
})
