export {
  allInQuery,
  alteredSecret,
  asGet,
  asJson,
  authorization,
  basic,
  challengeOf,
  credentials,
  grantInQuery,
  inBody,
  inQuery,
  isLoopback,
  isLoopbackAddress,
  mapped,
  method,
  onlyClientId,
  randomValue,
  randomVerifier,
  redirectUri,
  twoMethods,
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
