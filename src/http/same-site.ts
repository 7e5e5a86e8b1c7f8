import { getPublicSuffix } from 'tough-cookie'

/** Whether two URLs are of one registrable domain, as `login.example.com` and `static.example.com` are. An address, and a name that nobody can register
 *  below, is a site by itself. */
export function isSameSite(one: string, other: string): boolean {
  const site = siteOf(one)
  return site !== undefined && site === siteOf(other)
}

function siteOf(url: string): string | undefined {
  const { hostname = '' } = URL.parse(url) ?? {}
  if (/^\[|^[\d.]+$|(?:^|\.)localhost\.?$/.test(hostname)) return hostname
  try {
    return getPublicSuffix(hostname, { allowSpecialUseDomain: true }) ?? (hostname || undefined)
  } catch {
    return hostname || undefined
  }
}
