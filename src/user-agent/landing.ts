import type { Exchange, Mark } from '../http/exchange.ts'

/** Where an authorization request ended.
 *  `redirect_uri`: at a redirection URI that is registered for the client (it was recognised, never requested);
 *  `elsewhere`: sent to a URI that is neither registered for the client nor of the server's origins (not contacted);
 *  `error_page`: the server told the user instead; `sign_in`, `consent`: such a page was left unanswered or came back;
 *  `nowhere`: no answer, an answer that is no page, a loop, or a page that was not understood. */
export interface Landing {
  at: 'redirect_uri' | 'elsewhere' | 'error_page' | 'sign_in' | 'consent' | 'nowhere'
  hops: Exchange[]
  /** The URI it was sent to, for `redirect_uri` and `elsewhere`, as the server wrote it (with marks for secrets). */
  url?: string
  /** Which registered URI that is; for a loopback URI with another port, as it is registered. */
  redirect_uri?: string
  by?: 'query' | 'fragment' | 'form_post'
  /** How the server made the user agent go: never a page that only mentions the URI. */
  via?: 'location' | 'refresh' | 'script' | 'form' | 'frame'
  /** Response parameters in their order, repeated ones included (RFC 6749 4.1.2, 4.1.2.1). */
  params: [string, string][]
  code?: Mark
  /** For `nowhere`, `sign_in`, `consent`: what was met, in one sentence: a captcha, a loop, a page that needs script. */
  why?: string
  /** Which pages were answered on the way. */
  answered?: ('sign_in' | 'consent')[]
}
