import { randomValue, randomVerifier, tokenRequest, withBasicWritten } from '../../client/index.ts'
import type { Exchange } from '../../http/exchange.ts'
import type { Site } from '../../scenario/site.ts'
import type { ClientMetadata } from '../../target/target.ts'
import { errorCode, noAnswer, seen } from '../../verify/index.ts'
import { type Check, notTried, ok, problem, type Trouble, warning } from './check.ts'
import { ask } from './token-endpoint.ts'

const name = 'client'

/** Whether the server knows a client by its configured credentials. The code is invented; the credentials are meant to be right, so that this
 *  is no `failed_client_authentication`, and where they are wrong a single request shows it. */
export async function checkClient(site: Site, role: string, client: ClientMetadata): Promise<Check> {
  const { target, vault } = site
  const grant = { code: randomValue(), redirect_uri: client.redirect_uris[0], ...(target.pkce && { code_verifier: randomVerifier() }) }
  const answer = await ask(site, withBasicWritten(tokenRequest(target, client, grant), vault))
  const silent = noAnswer(answer)
  if (silent !== undefined) return notTried(name, `${role}, ${silent}`)
  return judged(`${role}, "${client.client_id}" by ${client.token_endpoint_auth_method}`, client, answer)
}

function judged(who: string, client: ClientMetadata, answer: Exchange): Check {
  const error = errorCode(answer)
  const found = `${who}: ${seen(answer)}`
  if (error === 'invalid_grant') return ok(name, `${who}: known, and an invented code is refused`)
  if (error === 'unauthorized_client')
    return isWithoutCode(client) ? ok(name, `${who}: known, and gets no code`) : problem(name, withoutGrant(found))
  if (error === 'invalid_client' || answer.response?.status === 401) return problem(name, unknown(found, client))
  return warning(name, {
    found: `${found}, where invalid_grant was expected`,
    why: 'Whether the credentials are right cannot be told by this answer.',
    fix: ['If the first token below comes, those of `client` are. Compare the others with the registration.'],
  })
}

const isWithoutCode = ({ grant_types }: ClientMetadata): boolean => grant_types !== undefined && !grant_types.includes('authorization_code')

const withoutGrant = (found: string): Trouble => ({
  found,
  why: 'The server knows the client, and gives it no token for a code.',
  fix: ["Register it for the authorization code grant, or say what it is registered for: grant_types: ['client_credentials']."],
})

const unknown = (found: string, client: ClientMetadata): Trouble => ({
  found,
  why: 'Without its client the server gives no tokens, and every refusal would look like a verdict.',
  fix: remedies(client),
})

function remedies({ token_endpoint_auth_method: method }: ClientMetadata): string[] {
  if (method === 'none')
    return ['Check client_id, and that the client is registered as a public one; if it has a secret, write client_secret.']
  const other = method === 'client_secret_basic' ? 'client_secret_post' : 'client_secret_basic'
  return [
    'Compare client_id and client_secret with the registration.',
    `If they are right, it may be registered for another way: token_endpoint_auth_method: '${other}'.`,
  ]
}
