import { authorizationCode } from './catalogue/authorization-code.ts'
import { authorizationRequest } from './catalogue/authorization-request.ts'
import { authorizationResponse } from './catalogue/authorization-response.ts'
import { bearerToken } from './catalogue/bearer-token.ts'
import { browser } from './catalogue/browser.ts'
import { clientAuthentication } from './catalogue/client-authentication.ts'
import { clientRegistration } from './catalogue/client-registration.ts'
import { discovery } from './catalogue/discovery.ts'
import { dpop } from './catalogue/dpop.ts'
import { introspection } from './catalogue/introspection.ts'
import { issuer } from './catalogue/issuer.ts'
import { jwtAccessToken } from './catalogue/jwt-access-token.ts'
import { mutualTls } from './catalogue/mutual-tls.ts'
import { openidConnect } from './catalogue/openid-connect.ts'
import { pkce } from './catalogue/pkce.ts'
import { pushedAuthorizationRequest } from './catalogue/pushed-authorization-request.ts'
import { redirectUri } from './catalogue/redirect-uri.ts'
import { refreshToken } from './catalogue/refresh-token.ts'
import { requestObject } from './catalogue/request-object.ts'
import { revocation } from './catalogue/revocation.ts'
import { scope } from './catalogue/scope.ts'
import { state } from './catalogue/state.ts'
import { tokenErrors } from './catalogue/token-errors.ts'
import { tokenRequest } from './catalogue/token-request.ts'
import { tokenResponse } from './catalogue/token-response.ts'
import { transport } from './catalogue/transport.ts'
import { linkTo } from './link.ts'
import type { Requirement, Row } from './requirement.ts'
import type { Area } from './suites.ts'

const areas = {
  discovery: discovery,
  'authorization-request': authorizationRequest,
  'redirect-uri': redirectUri,
  'authorization-response': authorizationResponse,
  'state-csrf': state,
  'authorization-code': authorizationCode,
  pkce: pkce,
  'token-request': tokenRequest,
  'client-authentication': clientAuthentication,
  'token-response': tokenResponse,
  'token-errors': tokenErrors,
  scope: scope,
  'refresh-token': refreshToken,
  'bearer-usage': bearerToken,
  revocation: revocation,
  introspection: introspection,
  par: pushedAuthorizationRequest,
  dpop: dpop,
  jar: requestObject,
  registration: clientRegistration,
  'iss-mixup': issuer,
  transport: transport,
  'browser-security': browser,
  oidc: openidConnect,
  mtls: mutualTls,
  'jwt-access-token': jwtAccessToken,
} satisfies Record<Area, Record<string, Row>>

type RowsOf<A> = A extends unknown ? keyof A : never

/** The id of a requirement: a typo in a scenario does not compile. */
export type RequirementId = RowsOf<(typeof areas)[Area]>

/** Rows by area, as the files write them. */
export const rowsByArea: Readonly<Record<Area, Readonly<Record<string, Row>>>> = areas

const whole = (area: Area, row: Row): Requirement => ({
  basis: 'normative',
  role: 'AS',
  feature: 'core',
  about: 'effect',
  verified: true,
  ...row,
  area,
  url: linkTo(row.document, row.section),
})

/** Every requirement that the project knows, by id. */
export const catalogue = Object.fromEntries(
  Object.entries(rowsByArea).flatMap(([area, rows]) => Object.entries(rows).map(([id, row]) => [id, whole(area as Area, row)])),
) as Readonly<Record<RequirementId, Requirement>>

/** The requirement of that id, or undefined: ids come from command lines and older runs too. */
export const findRequirement = (id: string): Requirement | undefined =>
  Object.hasOwn(catalogue, id) ? catalogue[id as RequirementId] : undefined

/** Where to read a requirement, down to its section. */
export const urlOf = (id: RequirementId): string => catalogue[id].url
