import type { Course } from './course.ts'
import type { Landing } from './landing.ts'
import { explain } from './met.ts'
import type { Page } from './page.ts'
import type { Understanding } from './understanding.ts'

type Answered = NonNullable<Landing['answered']>[number]

/** Consent may be asked for twice, for scopes and then for claims, and so may signing out. */
const mostConsents = 2
const mostSignOuts = 2

/** The answers that were given in one flow, and how many a kind of page gets: one that comes back says that its answer was not what it wanted. */
export class Answers {
  readonly given: Answered[] = []
  readonly #course: Pick<Course, 'signIns' | 'staging'>
  #identified = false
  #signOuts = 0

  constructor(course: Pick<Course, 'signIns' | 'staging'>) {
    this.#course = course
  }

  count(kind: Answered): number {
    return this.given.filter((one) => one === kind).length
  }

  /** Why a page gets no further answer; undefined where it gets one, which is noted. */
  refusal({ kind, part, choice }: Understanding, page: Page): string | undefined {
    if (kind !== 'consent' && kind !== 'sign_in' && kind !== 'sign_out') return undefined
    const refusal = kind === 'consent' ? this.#ofConsent(page) : kind === 'sign_in' ? this.#ofSignIn(page, part) : this.#ofSignOut(page)
    if (refusal === undefined && !part && !choice) this.given.push(kind)
    return refusal
  }

  #ofConsent(page: Page): string | undefined {
    return this.count('consent') >= mostConsents ? explain(page, 'asks for consent again after it was answered') : undefined
  }

  /** Once a flow. What is refused on a stage counts against nobody: there, a click may have had no effect. */
  #ofSignIn(page: Page, part: Understanding['part']): string | undefined {
    const { signIns, staging } = this.#course
    if (signIns.refused >= signIns.most)
      return `no further sign-in is tried after ${signIns.refused} refused ones (pace.failed_sign_ins), so that no account gets locked`
    if (part ? this.#identified : this.count('sign_in') > 0) {
      if (!staging) signIns.refused++
      const why = 'asks to sign in again after the credentials were sent: the server refused them, or the page was not understood'
      return explain(page, why, 'sign_in')
    }
    this.#identified = true
    return undefined
  }

  #ofSignOut(page: Page): string | undefined {
    return this.#signOuts++ >= mostSignOuts ? explain(page, 'asks again whether to sign out') : undefined
  }
}
