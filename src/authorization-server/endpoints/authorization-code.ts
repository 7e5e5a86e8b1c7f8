import { createHash } from 'node:crypto'
import { OAuthError } from '../answer.ts'
import type { Code } from '../store.ts'
import type { Steps, World } from '../world.ts'
import { challengeSyntax } from './authorization.ts'
import { sameSecret } from './session.ts'
import type { TokenCall } from './token.ts'
import { issueAccessToken, issueRefreshToken } from './token.ts'

/** Redeems a code (RFC 6749 4.1.3). The checks that only compare come first: a wrong request neither spends a code nor revokes anything. */
export const authorizationCode = {
  readCode: ({ parameters }) => {
    if (parameters.get('code') === undefined) throw new OAuthError('invalid_request', 'code is missing')
  },
  findCode: findCodeBy((value, world) => world.store.codes.get(value)),
  checkCodeClient: ({ client, code }) => {
    if (code.grant.client !== client) throw refused()
  },
  requireRedirectUri: ({ code, parameters, world }) => {
    const required = code.request.redirectUriSent && world.rules.redirectUriAtTokenEndpoint === 'required'
    if (required && parameters.get('redirect_uri') === undefined) throw new OAuthError('invalid_grant', 'redirect_uri is missing')
  },
  checkRedirectUri: ({ code, parameters }) => {
    const given = parameters.get('redirect_uri') ?? code.request.redirectUri
    if (given !== code.request.redirectUri) throw new OAuthError('invalid_grant', 'redirect_uri is not that of the authorization request')
  },
  refuseUnaskedVerifier: ({ code, parameters }) => {
    if (!code.request.challenge && parameters.get('code_verifier') !== undefined) {
      throw new OAuthError('invalid_request', 'code_verifier without a code_challenge')
    }
  },
  requireCodeVerifier: ({ code, parameters }) => {
    if (code.request.challenge && parameters.get('code_verifier') === undefined) {
      throw new OAuthError('invalid_grant', 'code_verifier is missing')
    }
  },
  checkCodeVerifier: checkCodeVerifierBy(challengeSyntax, sameSecret),
  spendCode,
  checkCodeExpiry: ({ code, world }) => {
    if (code.expiresAt <= world.clock.now()) throw refused()
  },
  decideScope: (call) => {
    call.scope = call.grant.scope
  },
  issueAccessToken,
  issueRefreshToken,
} satisfies Steps<TokenCall>

export const refused = (): OAuthError => new OAuthError('invalid_grant', 'the code is not valid')

export function findCodeBy(find: (value: string, world: World, call: TokenCall) => Code | undefined) {
  return (call: TokenCall): void => {
    const code = find(call.parameters.get('code')!, call.world, call)
    if (!code) throw refused()
    call.code = code
    call.grant = code.grant
  }
}

/** Compares a verifier of this syntax, transformed, with the challenge (RFC 7636 4.6). */
export function checkCodeVerifierBy(syntax: RegExp, same: (challenge: string, transformed: string) => boolean) {
  return ({ code, parameters }: TokenCall): void => {
    const { challenge } = code.request
    const verifier = parameters.get('code_verifier')
    if (!challenge || verifier === undefined) return
    if (!syntax.test(verifier) || !same(challenge.value, transformed[challenge.method](verifier))) {
      throw new OAuthError('invalid_grant', 'code_verifier does not fit the code_challenge')
    }
  }
}

/** Uses a code up, and answers its second use by revoking what the first one got (RFC 6749 4.1.2). Not async: nothing comes between look and mark. */
function spendCode({ code }: TokenCall): void {
  if (code.used) {
    code.grant.revoked = true
    throw refused()
  }
  code.used = true
}

/** A verifier as its challenge (RFC 7636 4.2). */
const transformed = {
  plain: (verifier: string): string => verifier,
  S256: (verifier: string): string => createHash('sha256').update(verifier).digest('base64url'),
}
