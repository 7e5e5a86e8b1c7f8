import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileRun } from '../../fixtures/runs/hostile-run.ts'
import { exchange, mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { harSchema } from '../../fixtures/schemas/third-party/validate.ts'
import type { Exchange } from '../http/exchange.ts'
import { renderHar } from './har.ts'
import type { Run } from './run.ts'

interface Entry {
  pageref: string
  request: { url: string; cookies: object[]; queryString: object[]; headers: object[]; postData?: object; bodySize: number }
  response: { status: number; cookies: object[]; redirectURL: string; content: { text?: string; size: number; comment?: string } }
  _scenario: string
  _n: number
  _error?: string
}
interface Har {
  log: { pages: { id: string }[]; entries: Entry[] }
}

const validate = harSchema()
const har = (run: Run): Har => JSON.parse(renderHar(run))
const one = (more: Partial<Exchange>): Entry =>
  har(runOf([result('a/b', [row('pass')], { exchanges: [exchange(1), { ...exchange(2), ...more }] })])).log.entries[1]!
const { response: _, ...silent } = exchange(2)

describe('HAR', () => {
  it.each([
    ['mixed', mixedRun()],
    ['hostile', hostileRun()],
    ['without a flow', runOf([], { noFlow: { reason: 'a captcha', exchanges: [exchange(1)] } })],
    ['empty', runOf([])],
  ])('is valid for a run that is %s', (_, run) => expect(validate(har(run))).toEqual([]))

  it('has every exchange in its order, with its scenario and number', () => {
    const run = mixedRun()
    const expected = run.results.flatMap(({ id, exchanges }) => exchanges.map(({ n }) => `${id} ${n}`))
    const { entries, pages } = har(run).log
    expect(entries.map(({ _scenario, _n }) => `${_scenario} ${_n}`)).toEqual(expected)
    expect(new Set(entries.map(({ pageref }) => pageref))).toEqual(new Set(pages.map(({ id }) => id)))
  })

  it('has a request as it was recorded, with marks for secrets', () => {
    const url = 'https://as.example/authorize?code=‹code:1›&a=%2F+b&c#x'
    const headers: Exchange['request']['headers'] = [
      ['Cookie', 'sid=‹cookie:1›; theme=a=b'],
      ['content-type', 'application/x-www-form-urlencoded'],
    ]
    const { request } = one({ request: { ...exchange(2).request, url, headers } })
    expect(request).toMatchObject({
      url: 'https://as.example/authorize?code=%E2%80%B9code:1%E2%80%BA&a=%2F+b&c#x',
      cookies: [
        { name: 'sid', value: '‹cookie:1›' },
        { name: 'theme', value: 'a=b' },
      ],
      queryString: [
        { name: 'code', value: '‹code:1›' },
        { name: 'a', value: '%2F+b' },
        { name: 'c', value: '' },
      ],
      postData: { mimeType: 'application/x-www-form-urlencoded', text: 'grant_type=authorization_code&code=‹code:1›' },
    })
  })

  it('has a response with its cookies and where it leads', () => {
    const headers: Exchange['request']['headers'] = [
      ['Location', '/callback?code=‹code:1›'],
      ['Set-Cookie', 'sid=‹cookie:1›; Path=/; HttpOnly; expires=Wed, 21 Oct 2026 07:28:00 GMT'],
    ]
    const { response } = one({ response: { status: 302, headers, body: '', cut: true } })
    expect(response).toMatchObject({
      status: 302,
      redirectURL: '/callback?code=‹code:1›',
      cookies: [{ name: 'sid', value: '‹cookie:1›', path: '/', httpOnly: true, secure: false }],
      content: { size: 0, comment: 'The body was longer.' },
    })
  })

  it('says why there is no response', () => {
    expect(one({ ...silent, failure: 'timeout', detail: 'no answer within 10 s' })).toMatchObject({
      response: { status: 400 },
      _error: 'timeout: no answer within 10 s',
    })
    const run = runOf([result('a/b', [row('pass')], { exchanges: [{ ...silent, failure: 'reset' }] })])
    expect(har(run).log.entries[0]).toMatchObject({ response: { status: 0, content: { size: 0 } }, _error: 'reset' })
  })

  it('keeps every character of a body', () => {
    const body = '\x1b[31m\u202e\u0000\u2028<\uffff😀'
    expect(one({ response: { status: 200, headers: [], body } }).response.content.text).toBe(body)
  })

  it('is valid for any URL', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('%', '%2', '%zz', '\ud800', 'http://[', 'https://a:99999/')), (text) => {
        for (const url of [text, `https://as.example/${text}`])
          expect(
            validate(
              har(runOf([result('a/b', [row('pass')], { exchanges: [{ ...exchange(1), request: { ...exchange(1).request, url } }] })])),
            ),
          ).toEqual([])
      }),
    )
  })
})
