import { introspectionRequest, randomValue, randomVerifier, tokenRequest, withBasicWritten } from '../../client/index.ts'
import type { Exchange, Message } from '../../http/exchange.ts'
import type { Site } from '../../scenario/site.ts'
import type { ClientMetadata, Target } from '../../target/target.ts'
import { errorCode, inactive, noAnswer, seen } from '../../verify/index.ts'
import { type Check, notTried, ok, problem, type Trouble, warning } from './check.ts'
import { ask } from './token-endpoint.ts'

const name = 'client'

/** Whether the server knows a client by its configured credentials. What it is asked about is invented; the credentials are meant to be right,
 *  so that this is no `failed_client_authentication`, and where they are wrong a single request shows it. */
export async function checkClient(site: Site, role: string, client: ClientMetadata): Promise<Check> {
  const { target, vault } = site
  const introspects = onlyIntrospects(client)
  if (introspects && target.endpoints.introspection_endpoint === undefined)
    return notTried(name, `${role}, which only introspects: no introspection endpoint is known`)
  const message = introspects ? introspectionRequest(target, client, { token: randomValue() }) : redemption(target, client)
  const answer = await ask(site, withBasicWritten(message, vault))
  const silent = noAnswer(answer)
  if (silent !== undefined) return notTried(name, `${role}, ${silent}`)
  const who = `${role}, "${client.client_id}" by ${client.token_endpoint_auth_method}`
  return introspects ? ofIntrospection(who, client, answer) : ofRedemption(who, client, answer)
}

/** A token endpoint need not even know who gets no tokens: a user who administers the server, say. */
const onlyIntrospects = ({ grant_types, introspection }: ClientMetadata): boolean => introspection === true && grant_types?.length === 0

const redemption = (target: Target, client: ClientMetadata): Message =>
  tokenRequest(target, client, {
    code: randomValue(),
    redirect_uri: client.redirect_uris[0],
    ...(target.pkce && { code_verifier: randomVerifier() }),
  })

function ofRedemption(who: string, client: ClientMetadata, answer: Exchange): Check {
  const error = errorCode(answer)
  if (error === 'invalid_grant') return ok(name, `${who}: known, and an invented code is refused`)
  if (error === 'unauthorized_client')
    return isWithoutCode(client) ? ok(name, `${who}: known, and gets no code`) : problem(name, withoutGrant(`${who}: ${seen(answer)}`))
  return otherThan('invalid_grant', who, client, answer)
}

const ofIntrospection = (who: string, client: ClientMetadata, answer: Exchange): Check =>
  inactive(answer) ? ok(name, `${who}: known, and an invented token is not active`) : otherThan('active: false', who, client, answer)

const isWithoutCode = ({ grant_types }: ClientMetadata): boolean => grant_types !== undefined && !grant_types.includes('authorization_code')

const withoutGrant = (found: string): Trouble => ({
  found,
  why: 'The server knows the client, and gives it no token for a code.',
  fix: ["Register it for the authorization code grant, or say what it is registered for: grant_types: ['client_credentials']."],
})

/** An answer that does not show that the client is known. */
function otherThan(expected: string, who: string, client: ClientMetadata, answer: Exchange): Check {
  const found = `${who}: ${seen(answer)}`
  if (errorCode(answer) === 'invalid_client' || answer.response?.status === 401)
    return problem(name, { found, why: onlyIntrospects(client) ? whyIntrospecting : whyKnown, fix: remedies(client) })
  return warning(name, {
    found: `${found}, where ${expected} was expected`,
    why: 'Whether the credentials are right cannot be told by this answer.',
    fix: ['If the first token below comes, those of `client` are. Compare the others with the registration.'],
  })
}

const whyKnown = 'Without its client the server gives no tokens, and every refusal would look like a verdict.'
const whyIntrospecting = 'Without introspection hardly a verdict can see whether a token still lives.'

function remedies({ token_endpoint_auth_method: method }: ClientMetadata): string[] {
  if (method === 'none')
    return ['Check client_id, and that the client is registered as a public one; if it has a secret, write client_secret.']
  const other = method === 'client_secret_basic' ? 'client_secret_post' : 'client_secret_basic'
  return [
    'Compare client_id and client_secret with the registration.',
    `If they are right, it may be registered for another way: token_endpoint_auth_method: '${other}'.`,
  ]
}
