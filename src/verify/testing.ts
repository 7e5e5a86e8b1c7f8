import type { Exchange } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import type { Finding } from './finding.ts'

/** A hand-made exchange for tests of judgements. */
export function answer(status: number, body: unknown, more: { headers?: [string, string][]; sent?: string; n?: number } = {}): Exchange {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const type: [string, string] = ['content-type', typeof body === 'string' ? 'text/html' : 'application/json;charset=UTF-8']
  return {
    n: more.n ?? 1,
    channel: 'back',
    sentAt: 0,
    ms: 1,
    request: {
      method: 'POST',
      url: 'https://as.example/token',
      headers: [],
      body: more.sent ?? 'grant_type=authorization_code&code=‹code:1›',
    },
    response: { status, headers: more.headers ?? [type], body: text },
  }
}

export const silence = (failure: NonNullable<Exchange['failure']>): Exchange => {
  const { response: _, ...rest } = answer(0, '')
  return { ...rest, failure }
}

export const tokens = { access_token: '‹access_token:2›', token_type: 'Bearer', expires_in: 3600 }

/** A hand-made landing whose last hop is the given answer. */
export const landing = (at: Landing['at'], more: Partial<Landing> = {}, last: Exchange = answer(302, '')): Landing => ({
  at,
  hops: [last],
  params: [],
  ...more,
})

/** What findings are, in a word each: a violation by its part. */
export const kinds = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => (finding.is === 'violated' ? finding.part : finding.is))
