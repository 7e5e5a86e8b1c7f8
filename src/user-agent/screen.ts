import type { PageCookies } from '../http/cookies.ts'
import type { Exchange, Message, Recorder } from '../http/exchange.ts'
import type { Attachment, View } from './landing.ts'
import type { Page } from './page.ts'
import type { Deeds } from './understanding.ts'

/** What a screen shows: a page after its scripts have run, or where the page goes instead; or why it shows nothing. Marks stand for secrets in all of it. */
export type Shown =
  | { page: Page; html: string }
  /** The request is caught and not sent: it may be the response for the client. */
  | { going: { message: Message; via: 'script' | 'form' } }
  | { why: string }

/** How pages come before their user. `window`; `popup`: one that a page of another site has opened, which listens; and where that page stands around. */
export type Staging = 'window' | 'popup' | Framing

/** `frame`: of another site's page; `held_frame`: one whose pages cannot leave it for the whole window; `scriptless_frame`: one whose pages may run no
 *  scripts either. */
export type Framing = 'frame' | 'held_frame' | 'scriptless_frame'

const framings = { frame: true, held_frame: true, scriptless_frame: true } satisfies Record<Framing, true>

export const isFramed = (staging: Staging | undefined): staging is Framing => staging !== undefined && Object.hasOwn(framings, staging)

/** A function that every page on a stage finds: hostile text calls it, and so tells that it was executed. */
export const canary = 'grantproof_canary'

/** A browser window in which pages of a flow, or of several in one tab, are shown and answered by hand. */
export interface Screen {
  /** Shows the page that an exchange brought, and lets its scripts run. */
  show(exchange: Exchange, response: NonNullable<Exchange['response']>): Promise<Shown>
  /** Does the deeds on the page, as a user would. */
  answer(deeds: Deeds, purpose: 'approve' | 'deny'): Promise<Shown>
  /** Has a page of another site send this as a form; `silent` where that page lets the browser tell no referrer. */
  post(message: Message, foreign: true | 'silent'): Promise<Shown>
  /** Tells the browser that its form was answered by this redirect out of the server's origins: on a stage, the views say what it does then. */
  redirect(response: NonNullable<Exchange['response']>): Promise<void>
  /** Goes back to the page of this exchange, which was shown in this window: from what a browser keeps of it, unless that was `cleared`, or it wants to
   *  ask for it again. */
  back(n: number, cleared: boolean): Promise<Shown>
  /** Waits whether the page becomes another one. Undefined: it stays as it is. */
  linger(): Promise<Shown | undefined>
  /** Origins whose scripts the pages wanted and did not get, since nobody allowed to contact them. */
  readonly missed: readonly string[]
  /** A picture of what is shown now, with marks in the place of secrets; undefined where nobody wants one or none could be taken. */
  picture(): Promise<Attachment | undefined>
  /** What the browser made of each page, on a stage. */
  readonly views: readonly View[]
  close(): Promise<void>
}

/** What a screen is opened for. All that its pages request goes through the recorder, with these cookies. */
export interface Watching {
  recorder: Recorder
  cookies: PageCookies
  staging?: Staging | undefined
}

/** Opens screens, for whole runs or only where a page needs one. */
export interface Screens {
  /** `always`: every page is shown; `where needed`: those that are not understood without scripts; `on a stage`: those that a scenario wants shown. */
  when: 'always' | 'where needed' | 'on a stage'
  open(watching: Watching): Screen
}
