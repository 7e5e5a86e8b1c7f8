import type { Answer } from '../answer.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { consent } from '../endpoints/consent.ts'

/** Grants what is asked for without asking anybody. */
export function approved(call: AuthorizationCall): Promise<Answer | undefined> {
  call.interaction = { session: call.session!, parameters: call.parameters } as AuthorizationCall['interaction']
  consent.recordGrant(call)
  consent.mintCode(call)
  return consent.issueCode(call)
}
