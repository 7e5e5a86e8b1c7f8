export { audienceOf, fitsBearerSyntax, isSigned, livesAnHourAtMost, namesItsAudience } from './access-tokens.ts'
export {
  accessToken,
  active,
  errorCode,
  inactive,
  issued,
  json,
  leaked,
  mediaType,
  member,
  noAnswer,
  refreshToken,
  seen,
  served,
} from './answer.ts'
export { errorInCharset, errorIsKnown } from './authorization-error.ts'
export { handled, refusedAsRepeated, undisturbed, withoutEcho } from './authorization-request.ts'
export { cameByQuery, withoutRepetition, withoutToken } from './authorization-response.ts'
export { calledInvalidToken, lacksItsScope, turnedAway } from './bearer-token.ts'
export { notMadeCacheable } from './caching.ts'
export {
  authenticated,
  challenged,
  challengedForBasic,
  challenges,
  oneMethodOnly,
  refusedCleanly,
  spelledLikeTheForm,
  toldApart,
} from './client-authentication.ts'
export { tokensDied } from './code-replay.ts'
export { askedOrNot, asksFirst, namesOnPage, stillAsks, wasAsked } from './consent.ts'
export { keepsErrorCharacters, namesRegisteredError, repeatsNoSecret, showsNoMarkup, withstood } from './error-texts.ts'
export { ranNothing } from './executed.ts'
export type { Facts, Finding, Severity } from './finding.ts'
export { about, broken, held, isViolated, lacking, lesser, misformed, noted, undecided } from './findings.ts'
export { uselessInFrames } from './framed.ts'
export { unframed } from './framing.ts'
export { fromInFront } from './gateway.ts'
export { closedToScripts, unsplit } from './header-fields.ts'
export { calledInactive, saysNoMore, toldAnotherClient, toldNothing } from './introspection.ts'
export { namesItsIssuer, sendsIss } from './issuer.ts'
export {
  answersAnother,
  arrivedWithCode,
  arrivedWithError,
  gaveCode,
  lastHop,
  noCode,
  notRedirected,
  refusedByRedirect,
  responseParameter,
  sentState,
  where,
} from './landings.ts'
export { died, refreshDied, shutOut } from './liveness.ts'
export { keepsPassword } from './onward.ts'
export { handsNoOpener, postedToItsClient, toldNoOpener } from './openers.ts'
export { boundByPkce, sentChallengeMethod, showsNoChallenge } from './pkce.ts'
export { keepsScope } from './refresh-scope.ts'
export { familyDied, leadsOn, newestRefreshToken, parentRefused, replacedTokenDied, rotated } from './refresh-tokens.ts'
export { gaveCodeWhereAsked, keptQuery, sentRedirectUri } from './requested-uri.ts'
export { cameBy, formEscapes, formNotStored, noTokenInQuery, postedByForm } from './response-mode.ts'
export { keptFromOthers, revocationConfirmed, revokesNoSuchTokens, survived } from './revocation.ts'
export {
  carriedScope,
  type Grant,
  incomparable,
  lacksScope,
  lacksScopeIfShown,
  leftOut,
  namedScope,
  requestedScope,
  scopeInForm,
  showing,
  showsScope,
  tookAway,
  unshown,
} from './scopes.ts'
export { hasPassword, keptInAddress, renewedAtSignIn, signedInFirst } from './session.ts'
export {
  asksBeforeSignOut,
  endedByServer,
  howToSignOut,
  isSignedIn,
  knowsNoSuchSignOut,
  mustSignIn,
  notShownAgain,
  signedOutByYes,
  signOutHint,
  staysAfterYes,
  uselessAfterSignOut,
} from './sign-out.ts'
export { noStateInvented, ownResponse, stateReturned } from './state.ts'
export { toldNoStranger } from './strangers.ts'
export { subjectsOf } from './subjects.ts'
export { atMostOneIssued, either, redeemed, refusalForm, refused, sameTokens } from './token-endpoint.ts'
export { refusedInJson } from './token-errors.ts'
export {
  answeredWithJson,
  forbidsStoring,
  forbidsStoringByPragma,
  hasRequiredMembers,
  isBearer,
  nothingIssued,
  saysLifetime,
} from './token-response.ts'
export { noWeaknessSeen, unguessable } from './weakness.ts'
