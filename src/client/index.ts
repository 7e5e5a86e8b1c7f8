export { type Alteration, altered, spliced } from './alter.ts'
export { asMultipart, labelled, rewrittenForm, toQuery } from './bodies.ts'
export { changed, type Edit, type EditTools, inTurn, type MessageChange, mapped, parameter, parameters, together } from './change.ts'
export {
  allInQuery,
  alteredSecret,
  appendedToSecret,
  asGet,
  asJson,
  asPost,
  authorization,
  basic,
  byTheOtherMethod,
  credentials,
  grantInQuery,
  inBody,
  inQuery,
  method,
  onlyClientId,
  rawQuery,
  renamed,
  twoMethods,
  withHeader,
  withoutAuthentication,
} from './changes.ts'
export { type PostedForm, postedForm, withoutSecretsOf } from './forged.ts'
export { challengeOf, randomValue, randomVerifier } from './pkce.ts'
export {
  isLoopback,
  isLoopbackAddress,
  redirectUri,
  type UriParts,
  unlessRegistered,
  uriParts,
  uriScheme,
  withoutLoopbackPort,
} from './redirect-uri.ts'
export {
  authenticated,
  authorizationRequest,
  introspectionRequest,
  refreshRequest,
  resourceRequest,
  revocationRequest,
  signOutRequest,
  tokenRequest,
} from './requests.ts'
export { type Deriver, withBasicWritten } from './write-basic.ts'
