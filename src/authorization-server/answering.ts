import type { Answer } from './answer.ts'
import { HttpError, json, noStore, OAuthError, PageError } from './answer.ts'
import type { AuthorizationCall } from './endpoints/authorization.ts'
import type { ClientCall } from './endpoints/client-authentication.ts'
import { errorPage } from './pages.ts'
import type { TableName } from './tables.ts'
import type { Call } from './world.ts'
import { walk } from './world.ts'

/** Which table answers a path, and who is told of a refusal: the user, the client, or whoever asks. */
export const routes: Readonly<Record<string, { table: TableName; tells: 'browser' | 'client' | 'anyone' }>> = {
  '/authorize': { table: 'authorizationEndpoint', tells: 'browser' },
  '/sign-in': { table: 'signIn', tells: 'browser' },
  '/consent': { table: 'consent', tells: 'browser' },
  '/sign-out': { table: 'signOut', tells: 'browser' },
  '/token': { table: 'token', tells: 'client' },
  '/revoke': { table: 'revocation', tells: 'client' },
  '/introspect': { table: 'introspection', tells: 'client' },
  '/resource': { table: 'resource', tells: 'anyone' },
  '/jwks': { table: 'jwks', tells: 'anyone' },
  '/.well-known/oauth-authorization-server': { table: 'metadata', tells: 'anyone' },
}

/** Answers a request as soon as its body is there. Whatever is thrown becomes an answer that says nothing of the server's inside. */
export async function answer(call: Call, body: Promise<Buffer>): Promise<Answer> {
  try {
    call.body = await body
    const route = Object.hasOwn(routes, call.path) ? routes[call.path] : undefined
    if (!route) throw new HttpError(404, 'nothing is here')
    return (await refusable[route.tells](route.table, call)) ?? json(500, { error: 'server_error' }, noStore)
  } catch (error) {
    if (error instanceof HttpError) return json(error.status, { error: 'invalid_request', error_description: error.message }, error.headers)
    return json(500, { error: 'server_error' }, noStore)
  }
}

const refusable = {
  anyone: walk,
  browser: (table: TableName, call: Call) => walk(table, call).catch((error: unknown) => tellBrowser(error, call as AuthorizationCall)),
  client: (table: TableName, call: Call) => walk(table, call).catch((error: unknown) => tellClient(error, call as ClientCall)),
}

/** An OAuth error comes after the redirect URI was checked, and goes there. Whatever comes before is a page (RFC 6749 4.1.2.1). */
async function tellBrowser(error: unknown, call: AuthorizationCall): Promise<Answer | undefined> {
  if (error instanceof PageError) return errorPage(error.status, error.message)
  if (!(error instanceof OAuthError)) throw error
  call.response = [
    ['error', error.code],
    ['error_description', error.message],
  ]
  return walk('authorizationResponse', call)
}

async function tellClient(error: unknown, call: ClientCall): Promise<Answer | undefined> {
  if (!(error instanceof OAuthError)) throw error
  call.error = error
  return walk('errorResponse', call)
}
