import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exchange } from '../../../fixtures/runs/sample-run.ts'
import { httpAttachment, httpExchange } from './http-exchange.ts'

const sent = exchange(2)
type Shown = { request: { body?: Body; query?: Pair[] }; response?: { body: Body }; error?: unknown }
type Body = { value: string; size: number; truncated?: boolean; form?: Pair[] }
type Pair = { name: string; value: string }
const shown = (of: typeof sent) => httpExchange(of) as Shown
const joined = (pairs: Pair[] = []) => pairs.map(({ name, value }) => (value === '' ? name : `${name}=${value}`)).join('&')

describe('an exchange for the viewer of HTTP', () => {
  it('is of the schema that the viewer knows, with its times', () => {
    expect(httpExchange(sent)).toEqual({
      schemaVersion: 1,
      request: {
        method: 'POST',
        url: 'https://as.example/token',
        headers: [{ name: 'content-type', value: 'application/x-www-form-urlencoded' }],
        body: {
          contentType: 'application/x-www-form-urlencoded',
          encoding: 'utf8',
          value: 'grant_type=authorization_code&code=‹code:1›',
          size: 47,
          form: [
            { name: 'grant_type', value: 'authorization_code' },
            { name: 'code', value: '‹code:1›' },
          ],
        },
      },
      response: {
        status: 400,
        headers: [{ name: 'content-type', value: 'application/json' }],
        body: { contentType: 'application/json', encoding: 'utf8', value: '{"error":"invalid_grant"}', size: 25 },
      },
      start: sent.sentAt,
      stop: sent.sentAt + 3,
    })
  })

  it('is attached as JSON under the media type that the viewer asks for', () => {
    const { content, encoding, ...about } = httpAttachment('2: POST', sent)
    expect(about).toEqual({ name: '2: POST', contentType: 'application/vnd.allure.http+json', fileExtension: '.httpexchange' })
    expect(JSON.parse(Buffer.from(content, encoding).toString())).toEqual(httpExchange(sent))
  })

  it('says why there is no response', () => {
    const { response: _, ...silent } = sent
    expect(shown({ ...silent, failure: 'timeout', detail: 'no answer within 10 s' }).error).toEqual({
      name: 'timeout',
      message: 'no answer within 10 s',
    })
    expect(shown({ ...silent, failure: 'reset' })).not.toHaveProperty('response')
  })

  it('cuts long bodies and says so', () => {
    const { body } = shown(exchange(1, 200, 'x'.repeat(50_000))).response!
    expect(body).toMatchObject({ size: 50_000, truncated: true })
    expect(body.value).toHaveLength(20_001)
    expect(shown({ ...sent, response: { ...sent.response!, cut: true } }).response!.body.truncated).toBe(true)
    expect(shown(sent).response!.body).not.toHaveProperty('truncated')
  })

  it('parts queries and forms without decoding anything', () => {
    const oddity = fc
      .string({ unit: fc.constantFrom('a', '=', '%3D', '+', '‹code:1›', '%', ';', '?') })
      .filter((text) => !text.endsWith('='))
    fc.assert(
      fc.property(fc.array(oddity, { minLength: 1 }), (pairs) => {
        const text = pairs.join('&')
        const { request } = shown({ ...sent, request: { ...sent.request, url: `https://as.example/a?${text}#f?x`, body: text } })
        expect(joined(request.body?.form)).toBe(text)
        expect(joined(request.query)).toBe(text)
      }),
    )
  })
})
