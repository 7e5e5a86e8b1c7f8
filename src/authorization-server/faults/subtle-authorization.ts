import { OAuthError, PageError } from '../answer.ts'
import { isPublic } from '../clients.ts'
import { authorization, authorizationEndpoint, checkRedirectUriBy } from '../endpoints/authorization.ts'
import { page } from '../pages.ts'
import { Parameters } from '../parameters.ts'
import { sameButLoopbackPort, sameString } from '../redirect-uri.ts'
import type { Call, World } from '../world.ts'
import { accepting, comparing } from './comparing.ts'
import type { Fault } from './fault.ts'

type Pairs = Parameters['pairs']

/** Reads a request as if its parameters were others. */
const rewriting = (call: Call, change: (pairs: Pairs) => Pairs): void => {
  call.parameters = new Parameters(change(call.parameters.pairs))
}

const anyCase = (world: World, id: string): string =>
  [...world.clients.keys()].find((known) => known.toLowerCase() === id.toLowerCase()) ?? id

const lastOf = (name: string, pairs: Pairs): Pairs => {
  const last = pairs.findLast(([key]) => key === name)
  return pairs.filter((pair) => pair[0] !== name || pair === last)
}

/** Small mistakes in what the authorization endpoint takes for a good request. */
export const subtleAuthorizationFaults = {
  'tolerates-identical-parameters': {
    summary: 'Refuses a repeated parameter of the authorization request only where its copies differ.',
    seen: 'derived: RFC 6749 3.1',
    authorizationEndpoint: {
      readParameters: (call) => {
        authorizationEndpoint.readParameters(call)
        rewriting(call, (pairs) =>
          pairs.filter(([name, value], at) => pairs.findIndex((pair) => pair[0] === name && pair[1] === value) === at),
        )
      },
    },
  },
  'takes-last-of-repeated-client-ids': {
    summary: 'Takes the last client_id of an authorization request, whatever the others are.',
    seen: 'derived: RFC 6749 3.1',
    unlike: { 'takes-first-of-repeated-client-ids': 'Checks and code follow the last of them.' },
    authorization: {
      findClient: (call) => {
        rewriting(call, (pairs) => lastOf('client_id', pairs))
        authorization.findClient(call)
      },
    },
  },
  'ignores-case-of-client-id-in-authorization-request': {
    summary: 'Finds the client of an authorization request without regard to letter case, as a database may.',
    seen: 'derived: RFC 6749 1.9',
    authorization: {
      findClient: (call) => {
        rewriting(call, (pairs) => pairs.map(([name, value]) => [name, name === 'client_id' ? anyCase(call.world, value) : value]))
        authorization.findClient(call)
      },
    },
  },
  'ignores-default-port-of-redirect-uri': {
    summary: 'Takes https URIs with :443 for the same as those without, as a URL parser does.',
    seen: 'derived: RFC 9700 4.1.3',
    ...comparing((uri) => uri.replace(/^(https:\/\/[^/?#:@]*):443(?=[/?#]|$)/, '$1')),
  },
  'ignores-case-of-redirect-uri-host': {
    summary: 'Compares scheme and host of redirect URIs without regard to letter case, as a URL parser does.',
    seen: 'derived: RFC 9700 4.1.3',
    ...comparing((uri) => uri.replace(/^[^:]+:\/\/[^/?#@]*(?=[/?#]|$)/, (origin) => origin.toLowerCase())),
  },
  'allows-more-query-in-redirect-uri': {
    summary: 'Lets a redirect_uri whose registered form has a query add further parameters to it.',
    seen: 'derived: RFC 6749 3.1.2.3, RFC 9700 4.1.3',
    ...accepting((registered, requested) => registered.includes('?') && requested.startsWith(`${registered}&`)),
  },
  'takes-localhost-for-loopback-address': {
    summary: 'Lets a native client use localhost, a name, where it registered 127.0.0.1.',
    seen: 'derived: RFC 8252 7.3, 8.3; RFC 9700 4.1.3',
    authorization: {
      checkRedirectUri: checkRedirectUriBy(sameString, (registered, requested) =>
        sameButLoopbackPort(registered, requested.replace(/^http:\/\/localhost(?=[:/?]|$)/, 'http://127.0.0.1')),
      ),
    },
  },
  'compares-only-scheme-of-private-use-redirect-uri': {
    summary: 'Asks of a redirect URI with a private-use scheme no more than the registered scheme.',
    seen: 'derived: RFC 8252 7.1, 8.4; RFC 9700 4.1.3',
    ...accepting(
      (registered, requested) => !/^https?:/.test(registered) && requested.startsWith(registered.slice(0, registered.indexOf(':') + 1)),
    ),
  },
  'shows-redirect-uri-as-markup': {
    summary: 'Names a refused redirect_uri on its error page without escaping it.',
    seen: 'derived: RFC 6749 10.14',
    unlike: { 'varies-port-of-localhost': 'It changes the page, not the comparison; the row only shows what the page says.' },
    authorization: {
      checkRedirectUri: (call) => {
        try {
          return authorization.checkRedirectUri(call)
        } catch {
          return page(400, 'This cannot go on', `<p>Not registered: ${call.parameters.get('redirect_uri') ?? 'nothing'}</p>`)
        }
      },
    },
  },
  'takes-missing-response-type-for-code': {
    summary: 'Takes response_type for code where it is not sent.',
    seen: 'derived: RFC 6749 3.1.1',
    authorization: {
      checkResponseType: (call) => (call.parameters.get('response_type') === undefined ? undefined : authorization.checkResponseType(call)),
    },
  },
  'takes-response-types-with-code-for-code': {
    summary: 'Looks for code among the words of response_type and does not mind the others.',
    seen: 'derived: RFC 6749 3.1.1',
    authorization: {
      checkResponseType: (call) =>
        call.parameters.get('response_type')?.split(' ').includes('code') ? undefined : authorization.checkResponseType(call),
    },
  },
  'ignores-case-of-challenge-method': {
    summary: 'Takes s256 for S256.',
    seen: 'derived: RFC 6749 1.9, RFC 7636 4.3',
    authorization: {
      readCodeChallenge: (call) => {
        authorization.readCodeChallenge(call)
        if (call.challenge?.method.toUpperCase() === 'S256') call.challenge.method = 'S256'
      },
    },
  },
  'requires-code-challenge-only-at-loopback': {
    summary: 'Knows a native app by its loopback redirect URI, and requires PKCE only there.',
    seen: 'derived: RFC 8252 6, RFC 9700 2.1.1',
    unlike: { 'does-not-require-code-challenge': 'There no public client needs PKCE; here those do that are sent to a loopback URI.' },
    authorization: {
      requireCodeChallenge: (call) =>
        isPublic(call.client) && !call.redirectUri.startsWith('http:') ? undefined : authorization.requireCodeChallenge(call),
    },
  },
  'shows-unknown-scope-as-page': {
    summary: 'Tells the user of a scope that does not exist, and the client nothing.',
    seen: 'derived: RFC 6749 4.1.2.1',
    authorization: {
      checkScopeExists: (call) => {
        try {
          authorization.checkScopeExists(call)
        } catch {
          throw new PageError('The application asks for something that does not exist.')
        }
      },
    },
  },
  'redirects-scope-errors-before-sign-in': {
    summary: 'Checks scope before anybody has signed in, and so redirects errors about it for everybody who wants a redirect.',
    seen: 'derived: RFC 9700 4.11.2',
    unlike: { 'redirects-errors-before-sign-in': 'Errors of all other kinds wait for the user.' },
    authorization: {
      signInBeforeErrors: (call) => {
        authorization.readScope(call)
        authorization.checkScopeExists(call)
        authorization.checkScopeOfClient(call)
        return authorization.signInBeforeErrors(call)
      },
    },
  },
  'quotes-scope-in-error-description': {
    summary: 'Puts an unknown scope between double quotes in error_description, where they may not stand.',
    seen: 'derived: RFC 6749 4.1.2.1',
    authorization: {
      checkScopeExists: ({ scope, world }) => {
        const unknown = [...scope].find((token) => !world.scopes.includes(token))
        if (unknown !== undefined) throw new OAuthError('invalid_scope', `no scope is called "${unknown}"`)
      },
    },
  },
} satisfies Record<string, Fault>
