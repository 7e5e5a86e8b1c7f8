import type { PageCookies } from '../http/cookies.ts'
import type { Message, Recorder } from '../http/exchange.ts'
import type { Target } from '../target/target.ts'
import type { Delivering } from './delivered.ts'
import type { Landing } from './landing.ts'
import type { Screen, Screens, Staging } from './screen.ts'
import type { Asking } from './understanding.ts'
import type { UnreadPage } from './unread.ts'

/** What one flow is given. */
export interface Course extends Delivering {
  recorder: Recorder
  cookies: PageCookies
  interaction: Target['interaction']
  /** The user's name in the configuration. */
  name: string
  asking: Asking
  /** Whether sign-in and consent pages are answered, or only looked at. */
  answers: boolean
  signIns: SignIns
  interfering?: Interfering | undefined
  /** Sign-in pages are a person's. */
  byHand?: { was: NonNullable<Landing['by_hand']>; renew: string } | undefined
  /** Is told of a page that nobody could answer. */
  unread?: ((page: UnreadPage) => void) | undefined
  /** Real windows for pages. */
  screens?: Screens | undefined
  /** A window that others have shown pages in before, and that stays open. */
  tab?: Screen | undefined
  /** Every page is shown there, whoever shows those of other flows. */
  staging?: Staging | undefined
}

/** Sign-ins of one run that the server refused, and how many it may refuse before nobody tries any more: accounts get locked. */
export interface SignIns {
  refused: number
  most: number
}

/** What is sent from a page other than a browser would send it: no browser does, so that it is sent by hand, also from a page that is on a screen; unless
 *  only something happens before. */
export interface Interfering {
  page: 'sign_in' | 'consent'
  change?: ((message: Message) => Message) | undefined
  /** Another browser's cookies: it sends the answer and goes on from there. */
  cookies?: PageCookies | undefined
  /** A page of another site sends it; whatever comes of it is left unanswered. */
  foreign?: true | 'silent' | undefined
  /** What happens in other tabs of the same browser before. */
  meanwhile?: (() => Promise<void>) | undefined
}

/** Whether the page is answered as its browser answers it, after what happens in other tabs. */
export const isUnchanged = (interfering: Interfering | undefined): boolean =>
  interfering?.change === undefined && interfering?.cookies === undefined && interfering?.foreign === undefined
