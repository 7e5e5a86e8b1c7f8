import { json, OAuthError } from '../answer.ts'
import { mayUse } from '../endpoints/authorization.ts'
import { authorizationCode } from '../endpoints/authorization-code.ts'
import { readClientForm } from '../endpoints/request.ts'
import type { TokenCall } from '../endpoints/token.ts'
import { grantTypes, issueAccessToken, issueRefreshToken, livingToken, token } from '../endpoints/token.ts'
import { skip } from '../faults/fault.ts'
import { Parameters } from '../parameters.ts'
import { formatScope } from '../scope.ts'
import type { Replacements } from '../tables.ts'
import type { Installation, Traits } from './wso2.ts'
import { hashedUuid } from './wso2-interaction.ts'
import { end, memory } from './wso2-state.ts'

type TokenTables = Pick<Replacements, 'token' | 'authorizationCode' | 'refreshToken' | 'clientCredentials' | 'tokenResponse'>

/** Steps of the token endpoint. */
export const tokenSteps = ({ traits, unlimited }: Installation): TokenTables => ({
  token: {
    readParameters: (call) => (traits.jsonRequests && isJson(call) ? readJson(call) : readClientForm(call)),
    checkRepeatedParameters: ({ parameters }) => {
      if (parameters.repeated().length > 0) throw new OAuthError('invalid_request', 'Invalid request with repeated parameters.')
    },
    checkGrantType: ({ client, parameters }) => {
      const type = parameters.get('grant_type')!
      if (!grantTypes.includes(type)) throw new OAuthError('invalid_request', traits.unknownGrant)
      if (mayUse(client, type)) return
      throw new OAuthError('unauthorized_client', 'The authenticated client is not authorized to use this authorization grant type')
    },
    redeem: redeemOrBurn,
  },
  authorizationCode: { ...codeSteps, issueAccessToken: (call) => issue(call, traits), issueRefreshToken: skip },
  refreshToken: { spendRefreshToken, issueAccessToken: (call) => issueAnew(call, traits), rotate: skip },
  clientCredentials: {
    readScope: (call) => {
      const scope = call.parameters.get('scope') ?? traits.applicationScope
      call.scope = new Set(scope.split(' ').filter((value) => value !== ''))
    },
    checkScope: (call) => {
      const may = call.client.scope?.split(' ') ?? call.world.scopes
      if (traits.unknownScope === 'dropped') call.scope = new Set([...call.scope].filter((scope) => may.includes(scope)))
    },
    issueAccessToken: (call) => issue(call, traits),
  },
  tokenResponse: {
    describeLifetime: ({ accessToken, client, members, world }) => {
      const left = Math.max(0, Math.floor((accessToken.expiresAt - world.clock.now()) / 1000))
      members['expires_in'] = unlimited.includes(client.client_id) ? longest : left
    },
    describeScope: ({ accessToken, members }) => {
      if (accessToken.scope.size > 0) members['scope'] = formatScope(accessToken.scope)
    },
    send: ({ members }) => {
      const answer = json(200, members, { 'cache-control': 'no-store', pragma: 'no-cache' })
      return { ...answer, body: answer.body.replace(`"${longest}"`, longest) }
    },
  },
})

/** The longest Java knows, in seconds. No number of JavaScript has this value. */
const longest = '9223372036854775'

const isJson = ({ headers }: TokenCall): boolean => /^application\/json\b/i.test(headers['content-type'] ?? '')

function readJson(call: TokenCall): void {
  try {
    const members: unknown = JSON.parse(call.body.toString('utf8'))
    call.parameters = new Parameters(Object.entries(members as object).map(([name, value]) => [name, String(value)]))
  } catch {
    throw new OAuthError('invalid_request', 'The request is no JSON object.')
  }
}

/** A code does not survive a redemption that fails. */
async function redeemOrBurn(call: TokenCall) {
  try {
    return await token.redeem(call)
  } catch (error) {
    if (call.code && !call.code.used) memory(call.world).burnt.add(call.code)
    throw error
  }
}

const refused = (message: string): OAuthError => new OAuthError('invalid_grant', message)

const codeSteps: Replacements['authorizationCode'] = {
  findCode: (call) => {
    const code = call.world.store.codes.get(call.parameters.get('code')!)
    if (code?.grant.client !== call.client) throw refused('Invalid authorization code received from token request')
    if (memory(call.world).burnt.has(code)) throw refused('Expired or Revoked authorization code received from token request')
    call.code = code
    call.grant = code.grant
    if (code.used) replayed(call)
  },
  checkRedirectUri: ({ code, parameters }) => {
    if (parameters.get('redirect_uri') !== code.request.redirectUri) throw refused('Callback url mismatch')
  },
  refuseUnaskedVerifier: skip,
  requireCodeVerifier: ({ code, parameters }) => {
    if (!code.request.challenge || parameters.get('code_verifier') !== undefined) return
    const why = 'This authorization code requires a PKCE verification to obtain an access token.'
    throw refused(`Empty PKCE code_verifier sent. ${why}`)
  },
  checkCodeVerifier: (call) => {
    try {
      authorizationCode.checkCodeVerifier(call)
    } catch {
      throw refused('PKCE validation failed')
    }
  },
  spendCode: (call) => {
    if (call.code.used) replayed(call)
    call.code.used = true
  },
  checkCodeExpiry: ({ code, world }) => {
    if (code.expiresAt <= world.clock.now()) throw refused('Expired or Revoked authorization code received from token request')
  },
}

/** The second use of a code ends what the first one got, whoever else got the same. */
function replayed({ code, world }: TokenCall): never {
  code.grant.revoked = true
  end(memory(world).byCode.get(code))
  throw refused('Inactive authorization code received from token request')
}

/** The living token of this application, user and scope again, or a new one; a signed one is always new, and ends the one before. */
async function issue(call: TokenCall, traits: Traits): Promise<void> {
  const { world, code } = call
  const before = memory(world).byOwner.get(ownerOf(call))
  const shared = traits.accessTokens === 'shared' && before && livingToken(world, before.access.value, 'access')
  if (shared) take(call, before.access, before.refresh)
  else {
    if (traits.accessTokens === 'signed') end(before)
    await issueAnew(call, traits)
  }
  const row = memory(world).byToken.get(call.accessToken.value)
  if (code && row) memory(world).byCode.set(code, row)
  if (call.grant.revoked) end(row)
}

async function issueAnew(call: TokenCall, { accessTokens }: Traits): Promise<void> {
  if (accessTokens === 'signed') await issueAccessToken(call)
  else issueOpaque(call)
  if (call.parameters.get('grant_type') !== 'client_credentials') issueRefreshToken(call)
  const { accessToken: access, refreshToken: refresh, world } = call
  const row = { access, refresh }
  const { byOwner, byToken } = memory(world)
  byOwner.set(ownerOf(call), row)
  byToken.set(access.value, row)
  if (refresh) byToken.set(refresh.value, row)
}

const ownerOf = ({ client, grant, scope }: TokenCall): string => JSON.stringify([client.client_id, grant.user.username, [...scope].sort()])

function take(call: TokenCall, access: TokenCall['accessToken'], refresh: TokenCall['refreshToken']): void {
  call.accessToken = access
  if (refresh) call.refreshToken = refresh
}

function issueOpaque(call: TokenCall): void {
  const { grant, scope, world } = call
  const issuedAt = world.clock.now()
  const expiresAt = issuedAt + world.lifetimes.access_token * 1000
  call.accessToken = { value: hashedUuid(), kind: 'access', grant, scope, issuedAt, expiresAt, dead: false }
  world.store.tokens.set(call.accessToken.value, call.accessToken)
}

/** Each refresh ends both tokens of the row; a refresh token that comes again ends the family. */
function spendRefreshToken({ grant, presented, world }: TokenCall): void {
  if (presented.dead) {
    grant.revoked = true
    throw refused('Persisted access token data not found')
  }
  presented.dead = true
  end(memory(world).byToken.get(presented.value))
}
