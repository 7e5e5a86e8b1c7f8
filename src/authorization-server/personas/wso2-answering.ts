import type { Answer } from '../answer.ts'
import { HttpError, json, OAuthError, PageError } from '../answer.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import type { ClientCall } from '../endpoints/client-authentication.ts'
import { Parameters } from '../parameters.ts'
import type { TableName } from '../tables.ts'
import type { Call } from '../world.ts'
import { walk } from '../world.ts'
import type { Installation } from './wso2.ts'
import { consentPage, errorPage, pageHeaders, signInPage } from './wso2-pages.ts'
import { OwnPageError, RepeatedParameters } from './wso2-state.ts'

type Respond = (call: Call, installation: Installation) => Promise<Answer | undefined> | Answer

/** Paths of one port. */
export type Routes = Readonly<Record<string, Respond>>

const browser =
  (table: TableName): Respond =>
  (call, installation) =>
    walk(table, call).catch((error: unknown) => tellBrowser(error, call as AuthorizationCall, installation))

const client =
  (table: TableName): Respond =>
  (call) =>
    walk(table, call).catch((error: unknown) => tellClient(error, call as ClientCall))

const page =
  (show: (parameters: Parameters, installation: Installation, base: string) => Answer): Respond =>
  (call, installation) => {
    if (call.method !== 'GET' && call.method !== 'HEAD') throw new HttpError(405, 'method not allowed', { allow: 'GET, HEAD' })
    const elsewhere = new URL(installation.pages).origin !== new URL(call.world.issuer).origin
    return show(Parameters.parse(call.query), installation, elsewhere ? new URL(call.world.issuer).origin : '..')
  }

/** 9443: the key manager, or the whole of the Identity Server. */
export function keyManagerRoutes(serverMetadata: boolean): Routes {
  const consent = page((parameters, { traits }, base) => consentPage(parameters, traits, base))
  return {
    '/oauth2/authorize': browser('authorizationEndpoint'),
    '/commonauth': browser('signIn'),
    '/oauth2/token': client('token'),
    '/oauth2/revoke': client('revocation'),
    '/oauth2/introspect': client('introspection'),
    '/oauth2/jwks': (call) => walk('jwks', call),
    '/oauth2/token/.well-known/openid-configuration': (call) => walk('metadata', call),
    '/oauth2/oidcdiscovery/.well-known/openid-configuration': (call) => walk('metadata', call),
    ...(serverMetadata && { '/oauth2/token/.well-known/oauth-authorization-server': (call: Call) => walk('metadata', call) }),
    '/authenticationendpoint/login.do': page((parameters, { traits }, base) => signInPage(parameters, traits, base)),
    '/authenticationendpoint/oauth2_authz.do': consent,
    '/authenticationendpoint/oauth2_consent.do': consent,
    '/authenticationendpoint/oauth2_error.do': page(errorPage),
    '/authenticationendpoint/retry.do': page(errorPage),
  }
}

const only =
  (method: string, respond: Respond): Respond =>
  (call, installation) => {
    if (call.method !== method) throw new HttpError(405, 'method not allowed', { allow: method })
    return respond(call, installation)
  }

/** 8243: proxies with one method each. */
export const gatewayRoutes: Routes = {
  '/authorize': only('GET', browser('authorizationEndpoint')),
  '/token': only('POST', client('token')),
  '/revoke': only('POST', client('revocation')),
}

/** Answers a request at one port, and says nothing of the inside when something goes wrong. */
export async function answerAt(routes: Routes, installation: Installation, call: Call, body: Promise<Buffer>): Promise<Answer> {
  try {
    call.body = await body
    const respond = Object.hasOwn(routes, call.path) ? routes[call.path] : undefined
    if (!respond) throw new HttpError(404, 'nothing is here')
    return (await respond(call, installation)) ?? fault(routes)
  } catch (error) {
    if (error instanceof HttpError) return { status: error.status, headers: error.headers, body: '' }
    return fault(routes)
  }
}

/** The gateway speaks XML where it has nothing to pass on. */
const fault = (routes: Routes): Answer =>
  routes === gatewayRoutes
    ? {
        status: 500,
        headers: { 'content-type': 'application/xml; charset=UTF-8' },
        body: '<am:fault xmlns:am="http://wso2.org/apimanager"><am:code>101500</am:code><am:type>Status report</am:type></am:fault>',
      }
    : json(500, { error_description: 'Internal Server Error.', error: 'server_error' })

/** Sends the browser to the client or to the product's own error page: to this always by a redirect. */
async function tellBrowser(error: unknown, call: AuthorizationCall, installation: Installation): Promise<Answer | undefined> {
  if (error instanceof PageError) return toErrorPage(error, installation)
  if (!(error instanceof OAuthError)) throw error
  call.response = [
    ['error_description', error.message],
    ['error', error.code],
  ]
  const answer = await walk('authorizationResponse', call)
  return answer && error instanceof RepeatedParameters && answer.status === 302 ? { ...answer, status: 400 } : answer
}

function toErrorPage(error: PageError, { traits, pages }: Installation): Answer {
  const told = { sp: 'application', tenantDomain: 'carbon.super', correlationId: 'none', spId: 'application' }
  const query = new URLSearchParams([
    ['oauthErrorCode', error instanceof OwnPageError ? error.code : 'invalid_request'],
    ['oauthErrorMsg', error.message],
    ...traits.errorPageTells.map((name) => [name, told[name]]),
  ])
  const { 'content-type': _, ...headers } = pageHeaders
  const status = error instanceof OwnPageError ? error.status : 302
  return { status, headers: { ...headers, location: `${pages}/oauth2_error.do?${query}` }, body: '' }
}

async function tellClient(error: unknown, call: ClientCall): Promise<Answer | undefined> {
  if (!(error instanceof OAuthError)) throw error
  call.error = error
  return walk('errorResponse', call)
}
