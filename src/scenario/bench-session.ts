import type { Mark, Message, Recorder } from '../http/exchange.ts'
import type { User } from '../target/target.ts'
import type { Browser } from '../user-agent/agent.ts'
import type { Landing, Return } from '../user-agent/landing.ts'
import type { Staging } from '../user-agent/screen.ts'
import type { Session } from './contract.ts'
import { NoVerdict } from './errors.ts'

/** How an authorization request is to be answered, and where its response may go. */
export interface Interaction {
  purpose: 'approve' | 'deny'
  untick?: readonly string[]
  /** As the request named it; undefined when it named none. */
  redirectUri: string | undefined
  registered: readonly string[]
  /** A real browser shows the pages. */
  staging?: Staging | undefined
  interfere?: {
    page: 'sign_in' | 'consent'
    change?: (message: Message) => Message
    from?: Session
    foreign?: true | 'silent'
    meanwhile?: () => Promise<unknown>
  }
}

/** A user's browser in one scenario: what it does is recorded there. */
export class BenchSession implements Session {
  readonly user: string
  readonly username: string
  readonly password: Mark
  readonly #browser: Browser
  readonly #recorder: Recorder

  constructor(user: string, { username, password }: User, browser: Browser, recorder: Recorder) {
    this.user = user
    this.username = username
    this.password = password as Mark
    this.#browser = browser
    this.#recorder = recorder
  }

  async fresh(): Promise<Session> {
    return new BenchSession(this.user, this, this.#browser.fresh(), this.#recorder)
  }

  async copied(): Promise<Session> {
    return new BenchSession(this.user, this, this.#browser.copy(), this.#recorder)
  }

  signOut(message: Message, staging?: Staging): Promise<Landing> {
    return this.#browser.signOut(this.#recorder, message, staging)
  }

  openSignOut(message: Message, staging?: Staging): Promise<Landing> {
    return this.#browser.openSignOut(this.#recorder, message, staging)
  }

  backAfterSignOut(
    messages: Record<'request' | 'signOut', Message>,
    delivering: Pick<Interaction, 'redirectUri' | 'registered'>,
  ): Promise<Return> {
    return this.#browser.backAfterSignOut(this.#recorder, messages, delivering)
  }

  visit(message: Message, delivering?: Pick<Interaction, 'redirectUri' | 'registered' | 'staging'>): Promise<Landing> {
    return this.#browser.visit(this.#recorder, message, delivering)
  }

  async authorize(message: Message, interaction: Interaction): Promise<Landing> {
    return unlessByHand(await this.#authorize(message, interaction))
  }

  #authorize(message: Message, { interfere, ...interaction }: Interaction): Promise<Landing> {
    if (!interfere) return this.#browser.authorize(this.#recorder, message, interaction)
    const { from, ...rest } = interfere
    const other = from instanceof BenchSession ? { from: from.#browser } : {}
    return this.#browser.authorize(this.#recorder, message, { ...interaction, interfere: { ...rest, ...other } })
  }
}

/** Where only a person could go on, no server has done anything yet. */
function unlessByHand(landing: Landing): Landing {
  if (landing.by_hand === 'kept') throw new NoVerdict('block', landing.why ?? '')
  if (landing.by_hand === 'fresh')
    throw new NoVerdict('skip', landing.why ?? '', 'a user who signs in with a password alone, and no session kept by grantproof login')
  return landing
}
