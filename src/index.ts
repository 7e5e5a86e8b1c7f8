export {
  allInQuery,
  alteredSecret,
  appendedToSecret,
  asGet,
  asJson,
  asMultipart,
  asPost,
  authorization,
  basic,
  byTheOtherMethod,
  challengeOf,
  credentials,
  grantInQuery,
  inBody,
  inQuery,
  inTurn,
  isLoopback,
  isLoopbackAddress,
  labelled,
  mapped,
  method,
  onlyClientId,
  parameter,
  postedForm,
  randomValue,
  randomVerifier,
  rawQuery,
  redirectUri,
  renamed,
  rewrittenForm,
  together,
  toQuery,
  twoMethods,
  unlessRegistered,
  uriParts,
  uriScheme,
  withHeader,
  withoutAuthentication,
  withoutLoopbackPort,
  withoutSecretsOf,
} from './client/index.ts'
export { defineConfig, env, file, type HarnessConfig } from './config/index.ts'
export type * from './scenario/contract.ts'
export { scenario } from './scenario/contract.ts'
export { hostileTexts } from './scenario/hostile-text.ts'
export { redirectUriDetours, redirectUriTricks } from './scenario/redirect-uri-tricks.ts'
export { shownGrant, shownToken } from './scenario/shown.ts'
export { skipUnlessSignedOut } from './scenario/signed-out.ts'
export { withUnticked } from './scenario/unticked.ts'
export { waysToAskAgain } from './scenario/ways-to-ask-again.ts'
export * from './verify/index.ts'
