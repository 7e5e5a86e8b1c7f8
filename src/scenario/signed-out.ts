import type { Exchange } from '../http/exchange.ts'
import { howToSignOut, isSignedIn, mustSignIn, where } from '../verify/index.ts'
import type { Bench, Landing } from './contract.ts'

/** Requests of one browser, or of copies of it, on both sides of a sign-out. `honest` is the token response whose ID Token, if any, was the hint. */
export interface SignOutSides {
  before: Landing
  after: Landing
  honest: Exchange
}

/** Ends the row where nobody was signed in before a sign-out, or where it signed nobody out. */
export function skipUnlessSignedOut({ before, after, honest }: SignOutSides, skip: Bench['skip']): void {
  if (mustSignIn(before))
    skip('the server keeps nobody signed in', 'a server with a session, and no authorization_parameters that make it ask again')
  if (!isSignedIn(before)) skip(`it cannot be seen whether anybody is signed in: ${where(before)}`, howToSeeSignedIn)
  if (!mustSignIn(after)) skip(`the sign-out signed nobody out: ${where(after)}`, howToSignOut(honest))
}

const howToSeeSignedIn = 'a server at which a request of who is signed in comes to the page of consent, or to the client'
