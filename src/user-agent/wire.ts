import { CookieJar } from 'tough-cookie'
import { type Exchange, headerValues } from '../http/exchange.ts'
import { aroundMarks, markPattern } from '../http/marks.ts'

/** Resolves a reference as a browser does (WHATWG URL), and leaves the marks in it as they are. Undefined: no URL at all. */
export function resolveUrl(reference: string, base?: string): string | undefined {
  const marks: string[] = []
  const shielded = (text: string) => text.replace(markPattern, (found) => `markshield${marks.push(found) - 1}z`)
  const url = URL.parse(shielded(reference), base === undefined ? undefined : shielded(base))
  return url?.href.replace(/markshield(\d+)z/g, (_, index) => marks[Number(index)] ?? '')
}

/** Name-value pairs of a form-encoded text in their order (application/x-www-form-urlencoded). What is malformed stays as it is. */
export const formPairs = (text: string): [string, string][] =>
  text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=')
      return at < 0 ? [decoded(pair), ''] : [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))]
    })

function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}

/** Form-encodes pairs once; marks stay as they are. */
export const formText = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')

const encoded = (text: string): string => aroundMarks(text, (part) => new URLSearchParams([['', part]]).toString().slice(1))

/** A browser's cookies (RFC 6265). */
export interface Jar {
  store(url: string, exchange: Exchange): void
  /** The `Cookie` header for a URL, or undefined. */
  header(url: string): string | undefined
}

export function createJar(): Jar {
  const jar = new CookieJar(undefined, { rejectPublicSuffixes: false, looseMode: true })
  return {
    store(url, exchange) {
      for (const line of headerValues(exchange.response, 'set-cookie')) jar.setCookieSync(line, url, { ignoreError: true })
    },
    header: (url) => jar.getCookieStringSync(url) || undefined,
  }
}
