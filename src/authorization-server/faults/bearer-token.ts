import { introspection } from '../endpoints/introspection.ts'
import type { ResourceCall } from '../endpoints/resource.ts'
import { findTokenBy, resource } from '../endpoints/resource.ts'
import { livingToken } from '../endpoints/token.ts'
import { Parameters } from '../parameters.ts'
import type { Token } from '../store.ts'
import type { World } from '../world.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

/** A token that anybody may have written, as if the first user had granted everything to the first client. */
function invented({ bearer: value, world }: ResourceCall): Token {
  const grant = {
    client: [...world.clients.values()][0]!,
    user: [...world.users.values()][0]!,
    scope: new Set(world.scopes),
    revoked: false,
  }
  return { value, kind: 'access', grant, scope: grant.scope, issuedAt: 0, expiresAt: Number.POSITIVE_INFINITY, dead: false }
}

const withoutSignature = (jwt: string): string => jwt.replace(/\.[^.]*$/, '')

/** The token whose header and claims these are, whoever signed them. */
const sayingTheSame = ({ store }: World, value: string): Token | undefined =>
  [...store.tokens.values()].find((token) => token.kind === 'access' && withoutSignature(token.value) === withoutSignature(value))

/** The token with the claims of one that says that it needs no signature, and has none. */
function unsigned({ store }: World, value: string): Token | undefined {
  const [header = '', claims, signature] = value.split('.')
  if (signature !== '' || !/"alg":"none"/.test(Buffer.from(header, 'base64url').toString('utf8'))) return undefined
  return [...store.tokens.values()].find((token) => token.kind === 'access' && token.value.split('.')[1] === claims)
}

export const bearerTokenFaults = {
  'accepts-any-token-at-resource': {
    summary: 'Serves the resource to every bearer token, known or not.',
    seen: 'derived: RFC 6750 3.1',
    resource: { findToken: findTokenBy((call) => call.world.store.tokens.get(call.bearer) ?? invented(call)) },
  },
  'does-not-verify-token-signature': {
    summary: 'Believes the claims of a JWT access token without checking its signature.',
    seen: 'derived: RFC 9068 4, RFC 7515 5.2',
    resource: { findToken: findTokenBy(({ bearer, world }) => livingToken(world, sayingTheSame(world, bearer)?.value, 'access')) },
    introspection: {
      findToken: (call) => {
        introspection.findToken(call)
        call.token ??= sayingTheSame(call.world, call.parameters.get('token') ?? '')
      },
    },
  },
  'accepts-unsigned-tokens': {
    summary: 'Takes the algorithm of a JWT from its header, "none" included.',
    seen: 'CVE-2015-9235, CVE-2020-28042 and others, in JWT libraries; RFC 8725 2.1',
    resource: {
      findToken: findTokenBy(({ bearer, world }) => livingToken(world, unsigned(world, bearer)?.value ?? bearer, 'access')),
    },
    introspection: {
      findToken: (call) => {
        introspection.findToken(call)
        call.token ??= unsigned(call.world, call.parameters.get('token') ?? '')
      },
    },
  },
  'accepts-expired-access-token': {
    summary: 'Does not ask how old an access token is.',
    seen: 'derived: RFC 6749 7',
    resource: {
      findToken: findTokenBy(({ bearer, world: { store } }) => {
        const token = store.tokens.get(bearer)
        return token?.kind === 'access' && !token.dead && !token.grant.revoked ? token : undefined
      }),
    },
  },
  'accepts-refresh-token-at-resource': {
    summary: 'Takes refresh tokens for access tokens.',
    seen: 'derived: RFC 6749 1.5, 7',
    resource: { findToken: findTokenBy(({ bearer, world }) => livingToken(world, bearer, 'access', 'refresh')) },
  },
  'accepts-token-in-query-at-resource': {
    summary: 'Reads an access token out of the request URI, where logs and histories keep it.',
    seen: 'derived: RFC 9700 4.3.2, OAuth 2.1 5.1',
    in: 'oauth21',
    resource: {
      requireToken: (call) => {
        const bearer = Parameters.parse(call.query).get('access_token')
        if (bearer !== undefined && call.authorizations.length === 0) Object.assign(call, { authorizations: [`Bearer ${bearer}`] })
        return resource.requireToken(call)
      },
    },
  },
  'ignores-scope-at-resource': {
    summary: 'Serves the resource to tokens of any scope.',
    seen: 'derived: RFC 6749 7',
    resource: { checkScope: skip },
  },
} satisfies Record<string, Fault>
