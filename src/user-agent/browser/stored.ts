import { type Exchange, header, headerValues } from '../../http/exchange.ts'

type Response = NonNullable<Exchange['response']>

/** What a browser keeps of a document and shows when its user goes back, without a request; undefined where it asks the server. However stale it is, and
 *  whatever `no-cache` and `must-revalidate` say: going back shows what was shown (RFC 9111 6). Only `no-store`, a `Vary` that nothing fits and a 401, which
 *  answers a request for credentials, are asked for again, and what `stillFits` says; `stored.test.ts` holds that against the cache of a real browser. Less
 *  than browsers do: they keep whole pages in memory too, and the answer to a form. */
export function stored({ request, response }: Pick<Exchange, 'request' | 'response'>, asItCame: Response): Response | undefined {
  if (request.method !== 'GET' || response === undefined || !mayBeKept(asItCame)) return undefined
  return { ...asItCame, headers: asItCame.headers.filter(([name]) => !/^(set-cookie|clear-site-data)$/i.test(name)) }
}

/** Whether what was kept answers the request of now: not one with other cookies, where the page varies by them (RFC 9111 4.1). Browsers send the other fields
 *  alike. `cookies` is the Cookie field of now. */
export function stillFits({ request, response }: Pick<Exchange, 'request' | 'response'>, cookies: string | undefined): boolean {
  return !directives(response, 'vary').includes('cookie') || header(request, 'cookie') === cookies
}

function mayBeKept(response: Response): boolean {
  if (response.status === 401) return false
  return !directives(response, 'cache-control').includes('no-store') && !directives(response, 'vary').includes('*')
}

const directives = (response: Response | undefined, field: string): string[] =>
  headerValues(response, field).flatMap((value) => value.split(',').map((one) => one.trim().toLowerCase()))
