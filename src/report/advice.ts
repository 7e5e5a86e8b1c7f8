import type { Exchange } from '../scenario/contract.ts'
import type { Run } from './run.ts'

type NoFlow = NonNullable<Run['noFlow']>

/** What to look at in the configuration when the first honest flow failed, by where it ended and with which error (RFC 6749 4.1.2.1, 5.2). */
export function adviceOn({ reason, exchanges }: NoFlow): string {
  const last = exchanges.at(-1)
  const error = errorOf(reason, last)
  if (/^the session that was kept of /.test(reason)) return 'Type that, and sign in by hand in the window that opens.'
  if (last?.failure)
    return 'Check that the server is up and may be reached from here: issuer, endpoints, origins, resolve, proxy and tls. grantproof doctor looks at each.'
  if (error === 'invalid_scope')
    return 'Check scopes.grantable: the server does not know these scopes, or does not grant them to this client.'
  if (error === 'invalid_client' || (last?.channel === 'back' && last.response?.status === 401))
    return 'Check client_secret and token_endpoint_auth_method of the client: the server does not take it for the client that it says it is.'
  if (error === 'unauthorized_client') return 'Check at the server that this client may use the authorization code grant.'
  if (/server's sign-in page/.test(reason))
    return 'Check username and password of the user: the sign-in page came back, as it does when they are wrong or the account is locked.'
  if (/server's consent page/.test(reason)) return byHand('the consent page was not left')
  if (isRefusedRequest(reason, last))
    return 'Check client_id and redirect_uris: the server refuses the authorization request of this client, mostly because one of them is not registered exactly so.'
  if (last?.channel === 'front' && last.response && last.response.status < 400 && error === undefined)
    return byHand('a page was not understood')
  return 'Check the client, its redirect URI, the user and `interaction` in the configuration: an honest sign-in has to work before refusals mean anything.'
}

const byHand = (what: string): string =>
  `Say in an \`interaction\` step how the page is answered, since ${what}; docs/configuration.md has examples. With a captcha or a second factor, sign in by hand once: grantproof login.`

const isRefusedRequest = (reason: string, last: Exchange | undefined): boolean => {
  const status = last?.response?.status ?? 0
  return last?.channel === 'front' && (/an error page of the server/.test(reason) || (status >= 400 && status < 500))
}

/** The error code of the response that the flow ended with, in the redirect or in the body of the token endpoint. */
function errorOf(reason: string, last: Exchange | undefined): string | undefined {
  const told = / with error "([\w.-]+)"/.exec(reason)?.[1]
  return told ?? /"error"\s*:\s*"([\w.-]+)"/.exec(last?.channel === 'back' ? (last.response?.body ?? '') : '')?.[1]
}
