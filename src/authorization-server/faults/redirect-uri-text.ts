import { accepting, comparing, decoded, splitUri } from './comparing.ts'
import type { Fault } from './fault.ts'

function withoutDotSegments(uri: string): string {
  const { scheme, authority, rest } = splitUri(uri)
  const path: string[] = []
  for (const segment of rest.split('/').slice(1)) {
    if (segment === '..') path.pop()
    else if (segment !== '.') path.push(segment)
  }
  return `${scheme}${authority}/${path.join('/')}`
}

/** What a servlet container makes of a path: each segment ends at its semicolon. */
const withoutPathParameters = (uri: string): string => uri.replaceAll(/;[^/?#]*/g, '')

const asPattern = (uri: string): string => uri.replaceAll(/[?+()[\]]/g, '\\$&')
const literally = (uri: string): string => asPattern(uri).replaceAll('.', '\\.')

/** Faults in comparing a redirection URI as text: prefixes, patterns, letter case, paths, encodings. */
export const textFaults = {
  'redirects-to-unregistered-uri': {
    summary: 'Sends the response to whatever redirect_uri the request names.',
    seen: 'apifest/apifest-oauth20 issue 96',
    also: {
      'redirect-uri': 'It accepts every URI.',
    },
    ...accepting(() => true),
  },
  'matches-redirect-uri-by-prefix': {
    summary: 'Accepts every redirect_uri that begins with a registered one.',
    seen: 'hs-web/hsweb-framework issue 354; RFC 9700 4.1.1',
    also: {
      'redirect-uri': 'Whatever follows the registered URI passes.',
    },
    ...accepting((registered, requested) => requested.startsWith(registered)),
  },
  'finds-redirect-uri-within-a-registered-one': {
    summary: 'Accepts every part of a registered redirect URI, so https://client.exam for https://client.example/.',
    seen: 'derived: RFC 9700 4.1.3',
    ...accepting((registered, requested) => registered.includes(requested)),
  },
  'matches-redirect-uri-by-unanchored-pattern': {
    summary: 'Uses the registered URI as a regular expression: its dots stand for any character, and it may match anywhere.',
    seen: 'ferriskey/ferriskey pull request 1223',
    also: {
      'redirect-uri': 'Whatever stands around the registered URI passes.',
    },
    ...accepting((registered, requested) => new RegExp(asPattern(registered)).test(requested)),
  },
  'matches-redirect-uri-by-pattern': {
    summary: 'Uses the registered URI as a regular expression for the whole of the requested one: its dots stand for any character.',
    seen: 'wso2-extensions/identity-inbound-auth-oauth pull request 2883',
    ...accepting((registered, requested) => new RegExp(`^${asPattern(registered)}$`).test(requested)),
  },
  'matches-redirect-uri-line-by-line': {
    summary: 'Compares by a regular expression whose anchors mean lines, so that one line of several may be the registered URI.',
    seen: 'derived: RFC 9700 4.1.3',
    ...accepting((registered, requested) => new RegExp(`^${literally(registered)}$`, 'm').test(requested)),
  },
  'ignores-case-of-redirect-uri': {
    summary: 'Compares redirect URIs without regard to letter case.',
    seen: 'CVE-2020-15234 (Ory Fosite)',
    ...comparing((uri) => uri.toLowerCase()),
  },
  'ignores-path-of-redirect-uri': {
    summary: 'Compares scheme, host and port of redirect URIs and nothing else.',
    seen: 'mattbaya/ITEGA issue 72',
    also: {
      'redirect-uri': 'It accepts whatever stands behind the registered authority.',
    },
    ...comparing((uri) => splitUri(uri).scheme + splitUri(uri).authority),
  },
  'accepts-subdirectories-of-redirect-uri': {
    summary: 'Accepts every path below the registered one.',
    seen: 'github/docs issue 20631',
    ...accepting((registered, requested) => !/[?#]/.test(requested) && requested.startsWith(`${registered.replace(/\/$/, '')}/`)),
  },
  'normalizes-redirect-uri': {
    summary: 'Resolves dot segments before it compares.',
    seen: 'derived: RFC 3986 6.2.2.3, RFC 9700 4.1.3',
    ...comparing(withoutDotSegments),
  },
  'drops-path-parameters-of-redirect-uri': {
    summary: 'Cuts each segment of the path at its semicolon and resolves dot segments before it compares, as a servlet container does.',
    seen: 'CVE-2026-3872 (Keycloak)',
    also: {
      'redirect-uri/withstands-confusing-authorities': 'A semicolon hides what follows it in the segment.',
    },
    ...comparing((uri) => (uri.includes(';') ? withoutDotSegments(withoutPathParameters(uri)) : uri)),
  },
  'merges-slashes-of-redirect-uri': {
    summary: 'Takes several slashes in the path for one before it compares.',
    seen: 'derived: RFC 9700 4.1.3',
    ...comparing((uri) => uri.replaceAll(/(?<!:)\/{2,}/g, '/')),
  },
  'ignores-trailing-slash-of-redirect-uri': {
    summary: 'Takes URIs for equal that differ by slashes at the end.',
    seen: 'go-gitea/gitea pull request 26597',
    ...comparing((uri) => uri.replace(/\/+$/, '')),
  },
  'decodes-redirect-uri': {
    summary: 'Decodes percent-encoding once more before it compares.',
    seen: 'Innocenti et al., ACSAC 2023, doi 10.1145/3627106.3627140',
    ...comparing(decoded),
  },
  'decodes-redirect-uri-until-nothing-is-encoded': {
    summary: 'Decodes percent-encoding again and again before it compares.',
    seen: 'Innocenti et al., ACSAC 2023, doi 10.1145/3627106.3627140',
    also: {
      'redirect-uri': 'What is encoded once is decoded too.',
    },
    ...comparing((uri) => decoded(decoded(decoded(uri)))),
  },
  'decodes-and-trims-redirect-uri': {
    summary: 'Decodes percent-encoding and removes white space around the result before it compares.',
    seen: 'derived: RFC 9700 4.1.3',
    also: {
      'redirect-uri': 'What is encoded once is decoded, and white space falls away.',
    },
    ...comparing((uri) => decoded(uri).trim()),
  },
  'decodes-and-normalizes-redirect-uri': {
    summary: 'Decodes percent-encoding and resolves dot segments before it compares.',
    seen: 'derived: RFC 3986 6.2.2, RFC 9700 4.1.3',
    also: {
      'redirect-uri': 'It does what two other faults do, and both at once.',
    },
    ...comparing((uri) => withoutDotSegments(decoded(uri))),
  },
  'resolves-relative-redirect-uri': {
    summary: 'Resolves a relative redirect_uri against the registered one before it compares.',
    seen: 'derived: RFC 6749 3.1.2',
    ...accepting(
      (registered, requested) => !/^[a-z][a-z0-9+.-]*:/i.test(requested) && URL.parse(requested, registered)?.href === registered,
    ),
  },
} satisfies Record<string, Fault>
