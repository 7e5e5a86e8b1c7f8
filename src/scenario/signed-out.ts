import { mustSignIn, where } from '../verify/index.ts'
import type { Bench, Landing } from './contract.ts'

/** Ends the row where a sign-out signed nobody out, by what a request of that browser, or of a copy of it, came to afterwards. */
export function skipUnlessSignedOut(after: Landing, skip: Bench['skip']): void {
  if (!mustSignIn(after))
    skip(
      `the sign-out signed nobody out: ${where(after)}`,
      'an end_session_endpoint that takes client_id, or a step of interaction for its page',
    )
}
