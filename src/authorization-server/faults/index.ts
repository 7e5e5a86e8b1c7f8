import { authorizationCodeFaults } from './authorization-code.ts'
import { authorizationCodeLookupFaults } from './authorization-code-lookup.ts'
import { authorizationCodeUseFaults } from './authorization-code-use.ts'
import { authorizationRequestFaults } from './authorization-request.ts'
import { authorizationResponseFaults } from './authorization-response.ts'
import { basicCredentialsFaults } from './basic-credentials.ts'
import { bearerTokenFaults } from './bearer-token.ts'
import { clientAuthenticationFaults } from './client-authentication.ts'
import { consentFaults } from './consent.ts'
import { crossOriginFaults } from './cross-origin.ts'
import type { Fault } from './fault.ts'
import { forgedFormFaults } from './forged-forms.ts'
import { framingFaults } from './framing.ts'
import { headerLineFaults } from './header-lines.ts'
import { hostileTextFaults } from './hostile-text.ts'
import { introspectionFaults } from './introspection.ts'
import { malformedRequestFaults } from './malformed-requests.ts'
import { malformedTokenRequestFaults } from './malformed-token-requests.ts'
import { oneWayOnlyFaults } from './one-way-only.ts'
import { openerFaults } from './opener.ts'
import { openerLinkFaults } from './opener-links.ts'
import { pkceFaults } from './pkce.ts'
import { pkceRequestFaults } from './pkce-requests.ts'
import { redirectUriFaults } from './redirect-uri.ts'
import { refreshTokenFaults } from './refresh-token.ts'
import { refreshTokenLookupFaults } from './refresh-token-lookup.ts'
import { refreshTokenRotationFaults } from './refresh-token-rotation.ts'
import { refreshTokenScopeFaults } from './refresh-token-scope.ts'
import { rememberedConsentFaults } from './remembered-consent.ts'
import { resourceIndicatorFaults } from './resource-indicators.ts'
import { responseModeFaults } from './response-mode.ts'
import { revocationFaults } from './revocation.ts'
import { scopeFaults } from './scope.ts'
import { scopeGrantFaults } from './scope-grants.ts'
import { scopeValueFaults } from './scope-values.ts'
import { signOutFaults } from './sign-out.ts'
import { stateFaults } from './state.ts'
import { strangerFaults } from './strangers.ts'
import { subtleAuthorizationFaults } from './subtle-authorization.ts'
import { subtleConsentFaults } from './subtle-consent.ts'
import { subtleRefreshFaults } from './subtle-refresh.ts'
import { subtleTokenFaults } from './subtle-token.ts'
import { tokenErrorFaults } from './token-errors.ts'
import { tokenRequestFaults } from './token-request.ts'
import { tokenRequestBodyFaults } from './token-request-bodies.ts'
import { tokenRequestGrantFaults } from './token-request-grants.ts'
import { tokenResponseFaults } from './token-response.ts'
import { tokenValueFaults } from './token-values.ts'

export type { Fault } from './fault.ts'

const all = {
  ...redirectUriFaults,
  ...authorizationCodeFaults,
  ...authorizationCodeLookupFaults,
  ...authorizationCodeUseFaults,
  ...pkceFaults,
  ...pkceRequestFaults,
  ...clientAuthenticationFaults,
  ...basicCredentialsFaults,
  ...scopeFaults,
  ...scopeGrantFaults,
  ...scopeValueFaults,
  ...authorizationRequestFaults,
  ...malformedRequestFaults,
  ...responseModeFaults,
  ...stateFaults,
  ...consentFaults,
  ...forgedFormFaults,
  ...framingFaults,
  ...signOutFaults,
  ...hostileTextFaults,
  ...headerLineFaults,
  ...crossOriginFaults,
  ...strangerFaults,
  ...openerFaults,
  ...openerLinkFaults,
  ...resourceIndicatorFaults,
  ...authorizationResponseFaults,
  ...tokenRequestFaults,
  ...tokenRequestBodyFaults,
  ...tokenRequestGrantFaults,
  ...tokenResponseFaults,
  ...tokenErrorFaults,
  ...tokenValueFaults,
  ...malformedTokenRequestFaults,
  ...refreshTokenFaults,
  ...refreshTokenLookupFaults,
  ...refreshTokenScopeFaults,
  ...refreshTokenRotationFaults,
  ...bearerTokenFaults,
  ...introspectionFaults,
  ...revocationFaults,
  ...subtleTokenFaults,
  ...subtleRefreshFaults,
  ...subtleConsentFaults,
  ...subtleAuthorizationFaults,
  ...oneWayOnlyFaults,
  ...rememberedConsentFaults,
}

/** Names a fault of the embedded server. */
export type FaultName = keyof typeof all

/** What can be wrong with the embedded server, by name. */
export const faults: Readonly<Record<FaultName, Fault>> = all
