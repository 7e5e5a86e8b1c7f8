import type { Answer } from '../answer.ts'
import { authorization } from '../endpoints/authorization.ts'
import type { Fault } from './fault.ts'

/** A page under no policy: it runs scripts, and loads what it names. */
export function withoutPolicy({ status, headers, body }: Answer): Answer {
  const { 'content-security-policy': _, ...others } = headers
  return { status, headers: others, body }
}

/** A page with something more at its end, under no policy. */
export function withMore(answer: Answer, markup: string): Answer {
  const page = withoutPolicy(answer)
  return { ...page, body: page.body.replace('</body>', () => `${markup}</body>`) }
}

/** The sign-in page changed, whichever step shows it. */
export function changedSignIn(change: (page: Answer) => Answer): Required<Pick<Fault, 'authorization'>> {
  const changed = (page: Answer | undefined): Answer | undefined => page && change(page)
  return {
    authorization: {
      signIn: (call) => changed(authorization.signIn(call)),
      signInBeforeErrors: (call) => changed(authorization.signInBeforeErrors(call)),
    },
  }
}
