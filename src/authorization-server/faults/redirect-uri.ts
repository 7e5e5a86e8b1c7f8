import { PageError } from '../answer.ts'
import type { AuthorizationCall, Candidates } from '../endpoints/authorization.ts'
import { authorization, checkRedirectUriBy } from '../endpoints/authorization.ts'
import { consent } from '../endpoints/consent.ts'
import { Parameters } from '../parameters.ts'
import type { Match } from '../redirect-uri.ts'
import { sameButLoopbackPort, sameString, withQuery } from '../redirect-uri.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

/** A comparison that lets through more than the sound one. */
export const accepting = (match: Match, candidates?: Candidates): Pick<Fault, 'authorization'> => ({
  authorization: {
    checkRedirectUri: checkRedirectUriBy(
      (registered, requested) => sameString(registered, requested) || match(registered, requested),
      (registered, requested) => sameButLoopbackPort(registered, requested) || match(registered, requested),
      candidates,
    ),
  },
})

/** A comparison of what is left of both URIs. */
export const comparing = (reduce: (uri: string) => string): Pick<Fault, 'authorization'> =>
  accepting((registered, requested) => reduce(registered) === reduce(requested))

const splitUri = (uri: string) => /^([^:]*:\/\/)([^/?#]*)(.*)$/s.exec(uri)?.slice(1) ?? [uri, '', '']

function withoutDotSegments(uri: string): string {
  const [scheme, host, rest = ''] = splitUri(uri)
  const path: string[] = []
  for (const segment of rest.split('/').slice(1)) {
    if (segment === '..') path.pop()
    else if (segment !== '.') path.push(segment)
  }
  return `${scheme}${host}/${path.join('/')}`
}

const decoded = (uri: string): string => {
  try {
    return decodeURIComponent(uri)
  } catch {
    return uri
  }
}

/** A check of one copy of redirect_uri by a server that then uses another copy. */
const checkingOneUsingAnother = (checked: 0 | -1, used: 0 | -1) => (call: AuthorizationCall) => {
  const { pairs } = call.parameters
  const copies = pairs.filter(([name]) => name === 'redirect_uri')
  call.parameters = new Parameters(pairs.filter((pair) => pair[0] !== 'redirect_uri' || pair === copies.at(checked)))
  authorization.checkRedirectUri(call)
  call.redirectUri = copies.at(used)?.[1] ?? call.redirectUri
}

export const redirectUriFaults = {
  'redirects-to-unregistered-uri': {
    summary: 'Sends the response to whatever redirect_uri the request names.',
    seen: 'CVE-2020-26877 (ApiFest)',
    also: {
      'redirect-uri': 'It accepts every URI.',
    },
    ...accepting(() => true),
  },
  'matches-redirect-uri-by-prefix': {
    summary: 'Accepts every redirect_uri that begins with a registered one.',
    seen: 'RFC 9700 4.1.1',
    ...accepting((registered, requested) => requested.startsWith(registered)),
  },
  'matches-redirect-uri-host-by-suffix': {
    summary: 'Accepts every host that ends in the registered one, so evil-client.example for client.example.',
    seen: 'RFC 9700 4.1.1',
    also: {
      'redirect-uri/refuses-parser-confusion': 'Another host with the registered one behind it ends in the registered one.',
      'redirect-uri/withstands-confusing-authorities': 'The same.',
    },
    ...accepting((registered, requested) => {
      const [ours, theirs] = [splitUri(registered), splitUri(requested)]
      return ours[0] === theirs[0] && ours[1] !== '' && theirs[1]!.endsWith(ours[1]!) && ours[2] === theirs[2]
    }),
  },
  'matches-redirect-uri-host-by-prefix': {
    summary: 'Accepts every host that begins with the registered one, so client.example.evil.example for client.example.',
    seen: 'RFC 9700 4.1.1',
    also: {
      'redirect-uri': 'A port, userinfo or a backslash behind the registered host leave it the beginning.',
    },
    ...accepting((registered, requested) => {
      const [ours, theirs] = [splitUri(registered), splitUri(requested)]
      return ours[0] === theirs[0] && ours[1] !== '' && theirs[1]!.startsWith(ours[1]!) && ours[2] === theirs[2]
    }),
  },
  'matches-redirect-uri-by-unanchored-pattern': {
    summary: 'Uses the registered URI as a regular expression: its dots stand for any character, and it may match anywhere.',
    seen: 'CVE-2024-52289 (authentik)',
    also: {
      'redirect-uri': 'Whatever follows the registered URI is matched too.',
    },
    ...accepting((registered, requested) => new RegExp(registered.replaceAll(/[?+()[\]]/g, '\\$&')).test(requested)),
  },
  'normalizes-redirect-uri': {
    summary: 'Resolves dot segments before it compares.',
    seen: 'CVE-2024-1132 (Keycloak)',
    ...comparing(withoutDotSegments),
  },
  'ignores-case-of-redirect-uri': {
    summary: 'Compares redirect URIs without regard to letter case.',
    seen: 'CVE-2020-15234 (Ory Fosite)',
    ...comparing((uri) => uri.toLowerCase()),
  },
  'ignores-trailing-slash-of-redirect-uri': {
    summary: 'Takes URIs for equal that differ by slashes at the end.',
    seen: 'derived: RFC 9700 4.1.3',
    ...comparing((uri) => uri.replace(/\/+$/, '')),
  },
  'decodes-redirect-uri': {
    summary: 'Decodes percent-encoding once more before it compares.',
    seen: 'Innocenti et al., ACSAC 2023, doi 10.1145/3627106.3627140',
    ...comparing(decoded),
  },
  'ignores-query-of-redirect-uri': {
    summary: 'Compares redirect URIs without their query.',
    seen: 'derived: RFC 9700 4.1.3',
    ...comparing((uri) => uri.replace(/\?.*$/s, '')),
  },
  'ignores-port-of-redirect-uri': {
    summary: 'Compares redirect URIs without their port, on any host.',
    seen: 'derived: RFC 9700 4.1.3',
    ...comparing((uri) => uri.replace(/^([^:]*:\/\/[^/?#:]*):\d*/, '$1')),
  },
  'ignores-scheme-of-redirect-uri': {
    summary: 'Compares redirect URIs without their scheme, so that http passes for https.',
    seen: 'derived: RFC 9700 4.1.3',
    ...comparing((uri) => uri.replace(/^[^:]*:/, '')),
  },
  'accepts-fragment-in-redirect-uri': {
    summary: 'Compares redirect URIs without their fragment and keeps the fragment in the response.',
    seen: 'derived: RFC 6749 3.1.2',
    ...comparing((uri) => uri.replace(/#.*$/s, '')),
    authorizationResponse: {
      buildLocation: (call) => {
        const [, uri, fragment] = /^([^#]*)(.*)$/s.exec(call.redirectUri)!
        call.location = `${withQuery(uri!, call.response)}${fragment}`
      },
    },
  },
  'accepts-redirect-uri-of-any-client': {
    summary: 'Accepts a redirect_uri that any client has registered.',
    seen: 'derived: RFC 6749 3.1.2.4',
    ...accepting(sameString, (_client, world) => [...world.clients.values()].flatMap(({ redirect_uris }) => redirect_uris)),
  },
  'parses-host-after-userinfo': {
    summary: 'Compares scheme, host and path as its own parser finds them after the last @, where a browser finds another host.',
    seen: 'CVE-2023-6291 (Keycloak)',
    ...comparing((uri) => uri.replace(/^([^:]*:\/\/).*@/s, '$1')),
  },
  'redirects-errors-before-checking-redirect-uri': {
    summary: 'Sends errors about other parameters to a redirect_uri that it has not checked.',
    seen: 'derived: RFC 6749 4.1.2.1, RFC 9700 4.11.2',
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
  'requires-exact-loopback-port': {
    summary: 'Refuses a loopback redirect_uri of a native client whose port is not the registered one.',
    seen: 'derived: RFC 8252 7.3',
    authorization: { checkRedirectUri: checkRedirectUriBy(sameString) },
  },
  'varies-more-than-loopback-port': {
    summary: 'Lets not only the port but also path and query of a loopback redirect_uri vary.',
    seen: 'CVE-2020-15233 (Ory Fosite)',
    ...comparing((uri) => uri.replace(/^(http:\/\/(?:127\.0\.0\.1|\[::1\])).*$/s, '$1')),
  },
  'responds-at-first-registered-uri': {
    summary: 'Sends every response to the first registered redirect URI, whichever the request names.',
    seen: 'derived: RFC 6749 4.1.2',
    authorizationResponse: {
      buildLocation: (call) => {
        call.location = withQuery(call.client.redirect_uris[0]!, call.response)
      },
    },
  },
  'responds-at-registered-loopback-port': {
    summary: 'Accepts any port of a loopback redirect URI and sends the response to the registered one.',
    seen: 'derived: RFC 8252 7.3',
    authorizationResponse: {
      buildLocation: (call) => {
        const registered = call.client.redirect_uris.find((uri) => sameButLoopbackPort(uri, call.redirectUri))
        call.location = withQuery(registered ?? call.redirectUri, call.response)
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
  'takes-redirect-uri-from-consent-form': {
    summary: 'Lets the form of the consent page replace the redirect URI that was checked.',
    seen: 'CVE-2021-27582 (MITREid Connect)',
    consent: {
      findInteraction: (call) => {
        consent.findInteraction(call)
        call.redirectUri = call.parameters.get('redirect_uri') ?? call.redirectUri
      },
    },
  },
  'redirects-for-unknown-client': {
    summary: 'Tells a client that is not registered about it by a redirect.',
    seen: 'derived: RFC 6749 4.1.2.1',
    authorization: {
      findClient: (call) => {
        try {
          authorization.findClient(call)
        } catch (error) {
          const redirectUri = call.parameters.get('redirect_uri')
          if (!(error instanceof PageError) || redirectUri === undefined) throw error
          const location = withQuery(redirectUri, [['error', 'unauthorized_client']])
          return { status: 303, headers: { location: encodeURI(location) }, body: '' }
        }
        return undefined
      },
    },
  },
  'ignores-redirect-uri-at-token-endpoint': {
    summary: 'Redeems a code whatever redirect_uri comes with it, or none.',
    seen: 'derived: RFC 6749 4.1.3',
    authorizationCode: { requireRedirectUri: skip, checkRedirectUri: skip },
  },
  'accepts-missing-redirect-uri-at-token-endpoint': {
    summary: 'Redeems a code without the redirect_uri that the authorization request named.',
    seen: 'derived: RFC 6749 4.1.3',
    authorizationCode: { requireRedirectUri: skip },
  },
} satisfies Record<string, Fault>
