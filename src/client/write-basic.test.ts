import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BasicCredentials, BasicEncoding, Mark, Message } from '../http/exchange.ts'
import { withBasicWritten } from './write-basic.ts'

const opened = {
  derive: (_kind: string, _by: string, _from: Mark | undefined, make: (open: (text: string) => string) => string) =>
    make((text) => text) as Mark,
}
const write = (basic: BasicCredentials, headers: Message['headers'] = []) =>
  withBasicWritten({ method: 'POST', url: 'https://as.example/token', headers, query: [], body: [], basic }, opened).headers
const sent = (client_id: string, client_secret: string, encoding?: BasicEncoding) => {
  const [[, value = ''] = []] = write({ client_id, client_secret, ...(encoding && { encoding }) })
  return Buffer.from(value.slice('Basic '.length), 'base64').toString('utf8')
}
const received = (text: string) => {
  const [, id = '', secret = ''] = /^([^:]*):(.*)$/s.exec(text) ?? []
  return [id, secret].map((half) => decodeURIComponent(half.replaceAll('+', ' ')))
}

describe('Basic credentials', () => {
  test('are known to be made from the secret, also where more stands behind it', () => {
    const from = (client_secret: string) => {
      const found: (Mark | undefined)[] = []
      const derive = (_kind: string, _by: string, mark: Mark | undefined) => `made from ${found.push(mark)}` as Mark
      const message = { method: 'POST', url: 'https://as.example/token', headers: [], query: [], body: [] }
      withBasicWritten({ ...message, basic: { client_id: 'a', client_secret } }, { derive })
      return found
    }
    for (const secret of ['‹client_secret:1›', '‹client_secret:1› and more']) expect(from(secret)).toEqual(['‹client_secret:1›'])
    expect(from('invented')).toEqual([undefined])
  })
  test('are spelled as told', () => {
    expect(sent('a:b', 'c d:%é')).toBe('a%3Ab:c+d%3A%25%C3%A9')
    expect(sent('a:b', 'c d:%', 'space as %20')).toBe('a%3Ab:c%20d%3A%25')
    expect(sent('a:b', 'c d:%', 'colon as it is')).toBe('a%3Ab:c+d:%25')
    expect(sent('a', 'b c', 'none')).toBe('a:b c')
    expect(sent('a', 'J', 'every character')).toBe('%61:%4A')
    expect(sent('a', 'J', 'every character in lower case')).toBe('%61:%4a')
    expect(sent('a', 'b c', 'twice')).toBe('a:b%2Bc')
  })
  test('decode to themselves in every spelling of the form', () => {
    const spellings: BasicEncoding[] = ['form', 'space as %20', 'colon as it is', 'every character', 'every character in lower case']
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom(...spellings), (id, secret, encoding) => {
        expect(received(sent(id, secret, encoding))).toEqual([id, secret])
      }),
    )
  })
  test('stand where they are told to, with what is behind them', () => {
    const others: Message['headers'] = [['authorization', 'Basic eDp5']]
    const credentials = { client_id: 'a', client_secret: 'b' }
    expect(write(credentials, others)).toEqual([...others, ['authorization', 'Basic YTpi']])
    expect(write({ ...credentials, place: 'first' }, others)).toEqual([['authorization', 'Basic YTpi'], ...others])
    expect(write({ ...credentials, scheme: 'basic', behind: ' x' })).toEqual([['authorization', 'basic YTpi x']])
  })
})
