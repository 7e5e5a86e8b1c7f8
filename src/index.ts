export {
  allInQuery,
  alteredSecret,
  asGet,
  asJson,
  authorization,
  asMultipart,
  basic,
  challengeOf,
  credentials,
  grantInQuery,
  inBody,
  inQuery,
  isLoopback,
  isLoopbackAddress,
  mapped,
  labelled,
  method,
  onlyClientId,
  randomValue,
  randomVerifier,
  redirectUri,
  twoMethods,
  renamed,
  rewrittenForm,
  uriScheme,
  withHeader,
  withoutAuthentication,
  withoutLoopbackPort,
} from './client/index.ts'
export { defineConfig, env, file, type HarnessConfig } from './config/index.ts'
export type * from './scenario/contract.ts'
export { scenario } from './scenario/contract.ts'
export { redirectUriTricks } from './scenario/redirect-uri-tricks.ts'
export { shownGrant, shownToken } from './scenario/shown.ts'
export * from './verify/index.ts'
