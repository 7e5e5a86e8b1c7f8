import { Cookies } from '../http/cookies.ts'
import type { Message, Recorder } from '../http/exchange.ts'
import type { SetCookie } from '../http/set-cookie.ts'
import type { Target } from '../target/target.ts'
import type { Course, SignIns } from './course.ts'
import { Flow } from './flow.ts'
import type { Landing, Return } from './landing.ts'
import { isFramed, type Screen, type Screens, type Staging } from './screen.ts'
import { clearsCache } from './site-data.ts'
import type { Asking } from './understanding.ts'
import type { UnreadPage } from './unread.ts'

/** How an authorization request is answered, and where its response may go. */
export interface Answering {
  purpose: Asking['purpose']
  /** As the request named it; undefined when it named none. */
  redirectUri: string | undefined
  /** Every redirection URI that is registered for the client. */
  registered: readonly string[]
  /** Values of scope boxes that the user takes away before approving. */
  untick?: readonly string[]
  /** A real browser shows the pages, and tells what it made of them. */
  staging?: Staging | undefined
  /** What is sent from one of the pages other than this user's browser would send it, and what happens in other tabs before. */
  interfere?: {
    page: 'sign_in' | 'consent'
    change?: (message: Message) => Message
    from?: Browser
    /** A page of another site sends it; whatever comes of it is left unanswered. */
    foreign?: true | 'silent'
    meanwhile?: () => Promise<unknown>
  }
}

/** A user's browser: one cookie jar, one flow at a time. */
export interface Browser {
  /** The user's name in the configuration. */
  readonly user: string
  /** Another browser of the same user, with an empty cookie jar. */
  fresh(): Browser
  /** Sends an authorization request, signs in and consents where asked, and says where it ended (RFC 6749 4.1.1, 4.1.2). Never throws for
   *  anything that a server does. */
  authorize(recorder: Recorder, message: Message, answering: Answering): Promise<Landing>
  /** Another browser with the same cookies, as whoever took them has it. */
  copy(): Browser
  /** Goes where users sign out and says yes where asked (OpenID Connect RP-Initiated Logout 1.0, 2). Says where that ended, not whether it worked. */
  signOut(recorder: Recorder, message: Message, staging?: Staging): Promise<Landing>
  /** As `signOut`, without pressing anything: it follows only what goes on by itself. */
  openSignOut(recorder: Recorder, message: Message, staging?: Staging): Promise<Landing>
  /** In one tab: the page that an authorization request leads to, which is left unanswered; the sign-out; and what the Back button then shows of that
   *  page. `back` is absent where no page came. */
  backAfterSignOut(recorder: Recorder, messages: Record<'request' | 'signOut', Message>, delivering: Delivering): Promise<Return>
  /** Requests a page and follows redirects, without answering forms. */
  visit(recorder: Recorder, message: Message, delivering?: Delivering): Promise<Landing>
}

type Delivering = Pick<Answering, 'redirectUri' | 'registered' | 'staging'>

/** Whom a browser belongs to. The password is a mark, or plain where nothing is recorded. */
export interface BrowserUser {
  /** In the configuration: `alice`. */
  name: string
  username: string
  password: string
  /** Signs in by hand alone, so that nobody types the password. */
  kept?: KeptSession
}

/** A session that a person has signed in to. */
export interface KeptSession {
  cookies: readonly SetCookie[]
  /** What to type for another one. */
  renew: string
}

/** What a user agent knows of a target. */
export type Reachable = Pick<Target, 'origins' | 'interaction'> & { pace?: Pick<Target['pace'], 'failedSignIns'> }

/** Opens browsers that sign in and consent by reading pages (RFC 6749 1.1, user agent). */
export interface UserAgent {
  openSession(user: BrowserUser): Browser
}

/** The user agent of a target. It goes nowhere but to the target's origins. With `screens` a real browser shows the pages, or those that need their
 *  scripts; the requests, the cookies and where a flow ends are the same. */
export function createUserAgent(target: Reachable, screens?: Screens, unread?: (page: UnreadPage) => void): UserAgent {
  const signIns: SignIns = { refused: 0, most: target.pace?.failedSignIns ?? 3 }
  return { openSession: (user) => new UserBrowser(target, user, { signIns, screens, unread }, user.kept?.cookies) }
}

/** What the browsers of all users share. `unread` is told of pages that nobody could answer. */
type Shared = Pick<Course, 'signIns' | 'screens' | 'unread'>

/** Of a flow that is no authorization request, or one of several in a tab. */
interface Internal {
  signingOut?: true
  tab?: Screen | undefined
}

const signingOut = { purpose: 'approve', redirectUri: undefined, registered: [], signingOut: true } as const

class UserBrowser implements Browser {
  readonly user: string
  readonly #target: Reachable
  readonly #who: BrowserUser
  readonly #shared: Shared
  readonly #cookies: Cookies
  readonly #isKept: boolean
  #last: Promise<unknown> = Promise.resolve()

  constructor(target: Reachable, who: BrowserUser, shared: Shared, kept?: readonly SetCookie[], cookies = new Cookies()) {
    this.#cookies = cookies
    this.#isKept = kept !== undefined
    for (const { url, response } of kept ?? []) this.#cookies.store(url, { response })
    this.#shared = shared
    this.user = who.name
    this.#target = target
    this.#who = who
  }

  fresh(): Browser {
    return new UserBrowser(this.#target, this.#who, this.#shared)
  }

  copy(): Browser {
    return new UserBrowser(this.#target, this.#who, this.#shared, undefined, this.#cookies.copy())
  }

  signOut(recorder: Recorder, message: Message, staging?: Staging): Promise<Landing> {
    return this.#inTurn(() => this.#flow(recorder, { ...signingOut, staging }, true).run(message))
  }

  openSignOut(recorder: Recorder, message: Message, staging?: Staging): Promise<Landing> {
    return this.#inTurn(() => this.#flow(recorder, { ...signingOut, staging }, false).run(message))
  }

  async backAfterSignOut(recorder: Recorder, messages: Record<'request' | 'signOut', Message>, delivering: Delivering): Promise<Return> {
    const staging = 'window'
    const tab = this.#shared.screens?.open({ recorder, cookies: this.#cookies, staging })
    const asking = { ...delivering, staging, purpose: 'approve', tab } as const
    try {
      const page = await this.#inTurn(() => this.#flow(recorder, asking, false).run(messages.request))
      const signOut = await this.#inTurn(() => this.#flow(recorder, { ...signingOut, staging, tab }, true).run(messages.signOut))
      const shown = page.hops.at(-1)
      if (!tab || !shown || !page.views) return { page, signOut }
      const cleared = signOut.hops.some((hop) => clearsCache(hop, shown))
      return { page, signOut, back: await this.#inTurn(() => this.#flow(recorder, asking, false).back(shown, cleared)) }
    } finally {
      await tab?.close()
    }
  }

  authorize(recorder: Recorder, message: Message, answering: Answering): Promise<Landing> {
    return this.#inTurn(() => this.#flow(recorder, answering, true).run(message))
  }

  visit(recorder: Recorder, message: Message, delivering: Delivering = { redirectUri: undefined, registered: [] }): Promise<Landing> {
    return this.#inTurn(() => this.#flow(recorder, { ...delivering, purpose: 'approve' }, false).run(message))
  }

  #flow(recorder: Recorder, answering: Answering & Internal, answers: boolean): Flow {
    const { purpose, untick = [], redirectUri, registered, interfere, staging, signingOut, tab } = answering
    const { origins, interaction } = this.#target
    const { username: user, password } = this.#who
    const asking: Asking = { user, password, purpose, untick, origins, ...(signingOut && { signingOut }) }
    const interfering = interfere && {
      ...interfere,
      cookies: interfere.from instanceof UserBrowser ? interfere.from.#cookies : undefined,
      meanwhile: interfere.meanwhile && this.#inOtherTabs(interfere.meanwhile),
    }
    const byHand = this.#who.kept && { was: this.#isKept ? ('kept' as const) : ('fresh' as const), renew: this.#who.kept.renew }
    const delivering = { redirectUri, registered, origins, ...this.#shared, staging, byHand, tab, ...(signingOut && { unread: undefined }) }
    const cookies = isFramed(staging) ? this.#cookies.framed() : this.#cookies
    return new Flow({ recorder, cookies, interaction, name: this.user, asking, answers, interfering, ...delivering })
  }

  /** Flows that begin and end while the running one waits for its user. */
  #inOtherTabs(work: () => Promise<unknown>): () => Promise<void> {
    return async () => {
      const waiting = this.#last
      this.#last = Promise.resolve()
      try {
        await work()
      } finally {
        this.#last = waiting
      }
    }
  }

  /** Two flows in one browser would take each other's cookies. */
  #inTurn(work: () => Promise<Landing>): Promise<Landing> {
    const turn = this.#last.then(work, work)
    this.#last = turn
    return turn
  }
}
