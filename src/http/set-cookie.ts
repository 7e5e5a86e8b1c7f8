import type { Exchange } from './exchange.ts'
import { closeResponse } from './record.ts'
import type { Vault } from './vault.ts'

/** A cookie as a browser tells of it; a domain without a dot in front is that host alone. */
export interface BrowserCookie {
  name: string
  value: string
  domain: string
  path: string
  /** In seconds since the epoch; below zero for one that ends with the browser. */
  expires: number
  httpOnly: boolean
  secure: boolean
  sameSite?: 'Strict' | 'Lax' | 'None' | undefined
}

/** A cookie with the URL whose response could have set it. Marks stand for secrets. */
export interface SetCookie {
  url: string
  response: NonNullable<Exchange['response']>
}

/** A cookie that a browser got elsewhere, closed as if a server had set it just now (RFC 6265 4.1.1). */
export function asSet({ name, value, domain, path, expires, httpOnly, secure, sameSite }: BrowserCookie, vault: Vault): SetCookie {
  const host = domain.replace(/^\./, '')
  const field = [
    `${name}=${value}`,
    `Path=${path}`,
    ...(domain.startsWith('.') ? [`Domain=${host}`] : []),
    ...(secure ? ['Secure'] : []),
    ...(httpOnly ? ['HttpOnly'] : []),
    ...(sameSite ? [`SameSite=${sameSite}`] : []),
    ...(expires > 0 ? [`Expires=${new Date(expires * 1000).toUTCString()}`] : []),
  ].join('; ')
  const response = closeResponse({ status: 200, headers: [['set-cookie', field]], body: '' }, vault)
  return { url: `${secure ? 'https' : 'http'}://${host}${path}`, response }
}
