import { PageError } from '../answer.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorization, authorizationResponse } from '../endpoints/authorization.ts'
import { consent } from '../endpoints/consent.ts'
import { Parameters } from '../parameters.ts'
import { sameButLoopbackPort, sameString, withQuery } from '../redirect-uri.ts'
import type { Session } from '../store.ts'
import { accepting } from './comparing.ts'
import type { Fault } from './fault.ts'
import { authorityFaults } from './redirect-uri-authority.ts'
import { nativeFaults } from './redirect-uri-native.ts'
import { queryFaults } from './redirect-uri-query.ts'
import { textFaults } from './redirect-uri-text.ts'
import { tokenEndpointFaults } from './redirect-uri-token.ts'

export { accepting, comparing } from './comparing.ts'

/** A check of one copy of redirect_uri by a server that then uses another copy. */
const checkingOneUsingAnother = (checked: 0 | -1, used: 0 | -1) => (call: AuthorizationCall) => {
  const { pairs } = call.parameters
  const copies = pairs.filter(([name]) => name === 'redirect_uri')
  call.parameters = new Parameters(pairs.filter((pair) => pair[0] !== 'redirect_uri' || pair === copies.at(checked)))
  authorization.checkRedirectUri(call)
  call.redirectUri = copies.at(used)?.[1] ?? call.redirectUri
}

/** The redirect_uri in the query of a POST, which the sound server does not read. */
const beside = ({ method, query }: AuthorizationCall): string | undefined =>
  method === 'POST' ? Parameters.parse(query).get('redirect_uri') : undefined

const withRedirectUri = ({ pairs }: Parameters, value: string): Parameters =>
  new Parameters([...pairs.filter(([name]) => name !== 'redirect_uri'), ['redirect_uri', value]])

const redirectTo = (redirectUri: string, error: string) => ({
  status: 303,
  headers: { location: encodeURI(withQuery(redirectUri, [['error', error]])) },
  body: '',
})

/** What browsers asked for last, accepted or not. */
const asked = new WeakMap<Session, string>()

const requestFaults = {
  'accepts-redirect-uri-of-any-client': {
    summary: 'Accepts a redirect_uri that any client has registered.',
    seen: 'derived: RFC 6749 3.1.2.4',
    ...accepting(sameString, (_client, world) => [...world.clients.values()].flatMap(({ redirect_uris }) => redirect_uris)),
  },
  'replaces-unregistered-redirect-uri': {
    summary: 'Ignores a redirect_uri that is not registered and uses the first one that is.',
    seen: 'mozilla/fxa-content-server issue 5827',
    also: {
      'redirect-uri': 'No redirect_uri is ever refused.',
    },
    authorization: {
      checkRedirectUri: (call) => {
        try {
          authorization.checkRedirectUri(call)
        } catch (error) {
          if (!(error instanceof PageError)) throw error
          Object.assign(call, { redirectUri: call.client.redirect_uris[0], redirectUriSent: true })
        }
      },
    },
  },
  'takes-the-first-of-several-registered-uris': {
    summary: 'Uses the first registered redirect URI of several when the request names none.',
    seen: 'django-oauth/django-oauth-toolkit pull request 981',
    authorization: {
      checkRedirectUri: (call) => {
        if (call.parameters.get('redirect_uri') !== undefined) return authorization.checkRedirectUri(call)
        Object.assign(call, { redirectUri: call.client.redirect_uris[0], redirectUriSent: false })
      },
    },
  },
  'remembers-refused-redirect-uri': {
    summary: 'Keeps redirect_uri in the browser’s session before it checks it, and uses it for a request without one.',
    seen: 'derived: RFC 6749 3.1.2.4',
    also: {
      'redirect-uri/requires-one-of-several-registered-uris': 'A request without redirect_uri goes where an earlier one went.',
    },
    authorization: {
      checkRedirectUri: (call) => {
        const sent = call.parameters.get('redirect_uri')
        const remembered = call.session && asked.get(call.session)
        if (sent !== undefined && call.session) asked.set(call.session, sent)
        if (sent !== undefined || remembered === undefined) return authorization.checkRedirectUri(call)
        Object.assign(call, { redirectUri: remembered, redirectUriSent: false })
      },
    },
  },
  'responds-where-the-session-asked-last': {
    summary: 'Keeps redirect_uri in the browser’s session before it checks it, and sends the response of an earlier request there.',
    seen: 'derived: RFC 6749 3.1.2.4; compare CVE-2021-27582 (MITREid Connect)',
    authorization: {
      checkRedirectUri: (call) => {
        const sent = call.parameters.get('redirect_uri')
        if (sent !== undefined && call.session) asked.set(call.session, sent)
        authorization.checkRedirectUri(call)
      },
    },
    consent: {
      findInteraction: (call) => {
        consent.findInteraction(call)
        call.redirectUri = asked.get(call.interaction.session) ?? call.redirectUri
      },
    },
  },
  'redirects-errors-before-checking-redirect-uri': {
    summary: 'Sends errors about other parameters to a redirect_uri that it has not checked.',
    seen: 'IdentityServer/IdentityServer3 issue 1026',
    authorization: {
      checkRedirectUri: (call) => {
        const { parameters, world } = call
        const wrongScope = (parameters.get('scope') ?? '').split(' ').some((token) => token !== '' && !world.scopes.includes(token))
        const repeated = parameters.repeated().some((name) => name !== 'redirect_uri')
        if (parameters.get('response_type') === 'code' && !wrongScope && !repeated) return authorization.checkRedirectUri(call)
        call.redirectUri = parameters.get('redirect_uri') ?? call.client.redirect_uris[0]!
      },
    },
  },
  'redirects-pkce-errors-before-checking-redirect-uri': {
    summary: 'Sends errors about code_challenge_method to a redirect_uri that it has not checked.',
    seen: 'MemberJunction/MJ pull request 4267',
    authorization: {
      checkRedirectUri: (call) => {
        const method = call.parameters.get('code_challenge_method')
        if (method === undefined || method === 'S256' || method === 'plain') return authorization.checkRedirectUri(call)
        call.redirectUri = call.parameters.get('redirect_uri') ?? call.client.redirect_uris[0]!
      },
    },
  },
  'answers-prompt-none-before-checking-redirect-uri': {
    summary: 'Answers prompt=none with login_required, when nobody is signed in, at a redirect_uri that it has not checked.',
    seen: 'better-auth/better-auth pull request 5993',
    authorization: {
      checkRedirectUri: (call) => {
        const redirectUri = call.parameters.get('redirect_uri')
        const silent = call.parameters.get('prompt') === 'none' && !call.session?.user
        if (silent && redirectUri !== undefined) return redirectTo(redirectUri, 'login_required')
        return authorization.checkRedirectUri(call)
      },
    },
  },
  'answers-response-mode-before-checking-redirect-uri': {
    summary: 'Tells a redirect_uri that it has not checked that it does not know the response_mode.',
    seen: 'derived: RFC 6749 4.1.2.1',
    authorization: {
      checkRedirectUri: (call) => {
        const redirectUri = call.parameters.get('redirect_uri')
        const mode = call.parameters.get('response_mode') ?? 'query'
        if (mode !== 'query' && redirectUri !== undefined) return redirectTo(redirectUri, 'invalid_request')
        return authorization.checkRedirectUri(call)
      },
    },
  },
  'redirects-for-unknown-client': {
    summary: 'Tells a client that is not registered about it by a redirect.',
    seen: 'authlib/authlib issue 142',
    authorization: {
      findClient: (call) => {
        try {
          authorization.findClient(call)
        } catch (error) {
          const redirectUri = call.parameters.get('redirect_uri')
          if (!(error instanceof PageError) || redirectUri === undefined) throw error
          return redirectTo(redirectUri, 'unauthorized_client')
        }
        return undefined
      },
    },
  },
  'accepts-repeated-redirect-uri': {
    summary: 'Checks the first redirect_uri of a request and uses the last.',
    seen: 'Innocenti et al., ACSAC 2023, doi 10.1145/3627106.3627140',
    authorization: { checkRedirectUri: checkingOneUsingAnother(0, -1) },
  },
  'checks-last-of-repeated-redirect-uris': {
    summary: 'Checks the last redirect_uri of a request and uses the first.',
    seen: 'Innocenti et al., ACSAC 2023, doi 10.1145/3627106.3627140',
    authorization: { checkRedirectUri: checkingOneUsingAnother(-1, 0) },
  },
  'checks-redirect-uri-of-body-and-uses-that-of-query': {
    summary: 'Checks the redirect_uri in the body of a POST and uses the one in its query.',
    seen: 'derived: RFC 6749 3.1',
    authorization: {
      checkRedirectUri: (call) => {
        authorization.checkRedirectUri(call)
        call.redirectUri = beside(call) ?? call.redirectUri
      },
    },
  },
  'checks-redirect-uri-of-query-and-uses-that-of-body': {
    summary: 'Checks the redirect_uri in the query of a POST and uses the one in its body.',
    seen: 'derived: RFC 6749 3.1',
    authorization: {
      checkRedirectUri: (call) => {
        const inQuery = beside(call)
        const inBody = call.parameters.get('redirect_uri')
        if (inQuery !== undefined) call.parameters = withRedirectUri(call.parameters, inQuery)
        authorization.checkRedirectUri(call)
        if (inQuery !== undefined && inBody !== undefined) call.redirectUri = inBody
      },
    },
  },
  'takes-redirect-uri-from-consent-form': {
    summary: 'Lets the form of the consent page replace the redirect URI that was checked.',
    seen: 'maxkuminov/obsidian-mcp issue 4; CVE-2021-27582 (MITREid Connect)',
    consent: {
      findInteraction: (call) => {
        consent.findInteraction(call)
        call.redirectUri = call.parameters.get('redirect_uri') ?? call.redirectUri
      },
    },
  },
  'redirects-where-a-lost-interaction-says': {
    summary: 'Sends an error to the redirect_uri in the form of a consent page that it does not know any more.',
    seen: 'derived: RFC 6749 4.1.2.1',
    consent: {
      findInteraction: (call) => {
        try {
          consent.findInteraction(call)
        } catch (error) {
          const redirectUri = call.parameters.get('redirect_uri')
          if (!(error instanceof PageError) || redirectUri === undefined) throw error
          return redirectTo(redirectUri, 'access_denied')
        }
        return undefined
      },
    },
  },
  'responds-at-first-registered-uri': {
    summary: 'Sends every response to the first registered redirect URI, whichever the request names.',
    seen: 'derived: RFC 6749 4.1.2',
    also: {
      'redirect-uri': 'The URI that is asked for gets no response, unless it is the first.',
    },
    authorizationResponse: {
      buildLocation: (call) => {
        const uris = call.client.redirect_uris
        const first = uris.find((uri) => sameButLoopbackPort(uri, call.redirectUri)) === uris[0] ? call.redirectUri : uris[0]!
        call.location = withQuery(first, call.response)
      },
    },
  },
  'sends-errors-over-http': {
    summary: 'Writes the redirect URI with http instead of https when it sends an error.',
    seen: 'derived: RFC 9700 2.6',
    also: {
      '*': 'An error that goes to another URI is seen wherever an error is awaited.',
    },
    authorizationResponse: {
      buildLocation: (call) => {
        authorizationResponse.buildLocation(call)
        const isError = call.response.some(([name]) => name === 'error')
        if (isError) call.location = call.location.replace(/^https:/, 'http:')
      },
    },
  },
} satisfies Record<string, Fault>

/** What can be wrong with the redirection URI, from the comparison to the token request. */
export const redirectUriFaults = {
  ...textFaults,
  ...authorityFaults,
  ...queryFaults,
  ...nativeFaults,
  ...requestFaults,
  ...tokenEndpointFaults,
} satisfies Record<string, Fault>
