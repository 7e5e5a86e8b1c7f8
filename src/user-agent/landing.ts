import type { Exchange, Mark } from '../http/exchange.ts'

/** A file beside `run.json`. */
export interface Attachment {
  /** Below the folder of the run. */
  file: string
  sha256: string
  type: 'image/png'
}

/** A request outside the server's origins that a page made, or would make when its link is followed. None was sent. */
export interface Foreign {
  by: 'page' | 'link'
  url: string
  /** As the browser would send it. */
  referer?: string
  /** Of the same registrable domain as one of those origins. */
  same_site?: true
  /** A window that a link opened, from which `window.opener` leads back to the page of the server. */
  opener?: true
}

/** A message that a page posted to the one that opened its window. */
export interface Told {
  /** The origin of the page that posted it. */
  from: string
  /** As JSON. */
  text: string
}

/** What the page of another site that opened a window has of a page in it. */
export interface OpenerView {
  /** False where the page was cut off from it, as by Cross-Origin-Opener-Policy. */
  reached: boolean
  told: Told[]
  /** More came than was listened to. */
  more?: true
  /** Origins for which alone a message was meant, so that the browser withheld it. */
  withheld: string[]
}

/** How a browser goes on, outside the server's origins, after a redirect was the answer to its form. It was not sent. */
export interface Onward {
  method: string
  url: string
  /** What of the form goes along. */
  body: string
}

/** What a real browser made of a page. */
export interface View {
  /** The number of the exchange that brought it. */
  n: number
  /** False where it was to stand in a frame and the browser refused; absent where neither was seen in time. */
  displayed?: boolean
  /** What scripts called the canary with. */
  executed: string[]
  foreign: Foreign[]
  /** Where the form of the page led, in a window of its own. */
  onward?: Onward
  /** It was shown once more without a request, from what a browser keeps of pages: what could be read on it then. */
  again?: string
  /** On a stage whose window another site's page has opened. */
  opener?: OpenerView
  /** Of the page; in a popup whose opener was told something, of the opener's page instead, which says what that was. */
  picture?: Attachment
}

/** Where a request of the user's browser ended: an authorization request, or one to sign out.
 *  `redirect_uri`: at a redirection URI that is registered for the client (it was recognised, never requested);
 *  `elsewhere`: sent to a URI that is neither registered for the client nor of the server's origins (not contacted);
 *  `error_page`: the server told the user instead; of a sign-out also the page that says that it is done;
 *  `sign_in`, `consent`: such a page was left unanswered or came back;
 *  `sign_out`: a page on the way to sign out, which goes on when its user presses something, was left unanswered;
 *  `nowhere`: no answer, an answer that is no page, a loop, or a page that was not understood. */
export interface Landing {
  at: 'redirect_uri' | 'elsewhere' | 'error_page' | 'sign_in' | 'consent' | 'sign_out' | 'nowhere'
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
  /** For `nowhere`, `sign_in`, `consent`, `sign_out`: what was met, in one sentence: a captcha, a loop, a page that needs script. */
  why?: string
  /** A person has to sign in, who is not there: `kept` was a session that is over, `fresh` a browser that never had one. */
  by_hand?: 'kept' | 'fresh'
  /** Of pages that a scenario had a real browser show, in their order. */
  views?: View[]
  /** Which pages were answered on the way. `sign_out`: by the only yes that its page offers. */
  answered?: ('sign_in' | 'consent' | 'sign_out')[]
}

/** In one tab: the page before a sign-out, what came of that, and what going back to the page showed then; no `back` where no page came. */
export interface Return {
  page: Landing
  signOut: Landing
  back?: Landing
}
