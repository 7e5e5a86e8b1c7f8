import { markPattern } from '../http/marks.ts'

/** A URL as a browser's parser sees it, whatever its marks stand for; undefined for what is no absolute URL. */
export const parsed = (url: string): URL | undefined => URL.parse(url.replace(markPattern, 'mark')) ?? undefined

/** The origin of a URL (RFC 6454 4): `null` as a word for schemes that have none; undefined for what is no absolute URL. */
export const originOf = (url: string): string | undefined => parsed(url)?.origin

/** Whether a URL is an http or https one of these origins. */
export function isInside(url: string, origins: readonly string[]): boolean {
  const { origin, protocol } = parsed(url) ?? {}
  return (protocol === 'http:' || protocol === 'https:') && origins.includes(origin ?? '')
}

export const withoutQuery = (url: string): string => url.split(/[?#]/)[0]!
