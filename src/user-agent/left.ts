import type { Course } from './course.ts'
import type { Landing } from './landing.ts'
import type { Understanding } from './understanding.ts'

/** Pages at which somebody proves who he is. */
export const ofSigningIn: ReadonlySet<Understanding['kind']> = new Set(['sign_in', 'captcha', 'second_factor', 'password_change'])

/** Where a flow ends that only a person could go on with. */
export const leftToAPerson = (user: string, { was, renew }: NonNullable<Course['byHand']>): Omit<Landing, 'hops'> => ({
  at: 'sign_in',
  params: [],
  by_hand: was,
  why:
    was === 'kept'
      ? `the session that was kept of ${user} is over: type \`${renew}\``
      : `${user} signs in by hand, and nobody is there to do it`,
})

/** How a flow ended. */
export type Ended = { landing: Omit<Landing, 'hops' | 'answered'> }

export const nowhere = (why: string): Ended => ({ landing: { at: 'nowhere', params: [], why } })
