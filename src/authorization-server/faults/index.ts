import { authorizationCodeFaults } from './authorization-code.ts'
import { authorizationResponseFaults } from './authorization-response.ts'
import { bearerTokenFaults } from './bearer-token.ts'
import { clientAuthenticationFaults } from './client-authentication.ts'
import type { Fault } from './fault.ts'
import { pkceFaults } from './pkce.ts'
import { redirectUriFaults } from './redirect-uri.ts'
import { refreshTokenFaults } from './refresh-token.ts'
import { scopeFaults } from './scope.ts'
import { tokenRequestFaults } from './token-request.ts'
import { tokenResponseFaults } from './token-response.ts'

export type { Fault } from './fault.ts'

const all = {
  ...redirectUriFaults,
  ...authorizationCodeFaults,
  ...pkceFaults,
  ...clientAuthenticationFaults,
  ...scopeFaults,
  ...authorizationResponseFaults,
  ...tokenRequestFaults,
  ...tokenResponseFaults,
  ...refreshTokenFaults,
  ...bearerTokenFaults,
}

/** Names a fault of the embedded server. */
export type FaultName = keyof typeof all

/** What can be wrong with the embedded server, by name. */
export const faults: Readonly<Record<FaultName, Fault>> = all
