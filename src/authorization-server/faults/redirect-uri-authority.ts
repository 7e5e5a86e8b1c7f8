import { authorization, checkRedirectUriBy } from '../endpoints/authorization.ts'
import { Parameters } from '../parameters.ts'
import { sameButLoopbackPort } from '../redirect-uri.ts'
import { accepting, comparing, comparingAuthority, splitUri } from './comparing.ts'
import type { Fault } from './fault.ts'

/** As browsers read a URI: white space stripped, dot segments resolved, hosts folded, backslashes turned, default ports left out. */
const asBrowsersReadIt = (uri: string): string => URL.parse(uri)?.href ?? uri

const readLikeABrowser = checkRedirectUriBy(
  (registered, requested) => asBrowsersReadIt(registered) === asBrowsersReadIt(requested),
  (registered, requested) => sameButLoopbackPort(asBrowsersReadIt(registered), asBrowsersReadIt(requested)),
)

/** Faults in reading scheme, host and port of a redirection URI. */
export const authorityFaults = {
  'matches-redirect-uri-host-by-suffix': {
    summary: 'Accepts every host that ends in the registered one, so evil-client.example for client.example.',
    seen: 'go-oauth2/oauth2 issue 298; RFC 9700 4.1.1',
    also: {
      'redirect-uri': 'Whatever stands before the registered host leaves it the end.',
    },
    ...comparingAuthority((ours, theirs) => theirs.endsWith(ours)),
  },
  'matches-redirect-uri-host-by-prefix': {
    summary: 'Accepts every host that begins with the registered one, so client.example.evil.example for client.example.',
    seen: 'derived: RFC 9700 4.1.1',
    also: {
      'redirect-uri': 'A port, userinfo or a backslash behind the registered host leave it the beginning.',
    },
    ...comparingAuthority((ours, theirs) => theirs.startsWith(ours)),
  },
  'accepts-subdomains-of-redirect-uri-host': {
    summary: 'Accepts every subdomain of the registered host.',
    seen: 'dromara/MaxKey issue 269; github/docs issue 20631',
    ...comparingAuthority((ours, theirs) => theirs.endsWith(`.${ours}`) && /^[a-z0-9.-]+$/i.test(theirs)),
  },
  'looks-for-the-registered-host-anywhere': {
    summary: 'Accepts every redirect_uri in which the registered host occurs.',
    seen: 'derived: RFC 9700 4.1.3',
    also: {
      'redirect-uri': 'The registered host may stand anywhere.',
    },
    ...accepting((registered, requested) => {
      const { authority } = splitUri(registered)
      return authority !== '' && requested.includes(authority)
    }),
  },
  'compares-redirect-uris-in-upper-case': {
    summary: 'Compares redirect URIs in upper case, where a dotless i is an I.',
    seen: 'derived: RFC 9700 4.1.3',
    also: {
      'redirect-uri/compares-scheme-and-port-exactly': 'The same.',
    },
    ...comparing((uri) => uri.toUpperCase()),
  },
  'parses-host-after-userinfo': {
    summary: 'Compares scheme, host and path as its own parser finds them after the last @, where a browser finds another host.',
    seen: 'derived: RFC 9700 4.1.3; compare CVE-2026-7504 (Keycloak)',
    ...comparing((uri) => uri.replace(/^([^:]*:\/\/).*@/s, '$1')),
  },
  'compares-redirect-uris-as-browsers-read-them': {
    summary: 'Parses both URIs as browsers do and compares the results.',
    seen: 'derived: RFC 3986 6.2.1, RFC 9700 4.1.3',
    authorization: { checkRedirectUri: readLikeABrowser },
  },
  'looks-redirect-uris-up-by-collation': {
    summary:
      'Looks redirect URIs up in a database that counts letters with and without case or accent as equal, and spaces at the end as nothing.',
    seen: 'derived: RFC 9700 4.1.3',
    also: {
      'redirect-uri/compares-scheme-and-port-exactly': 'The same.',
    },
    ...comparing((uri) => uri.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replace(/ +$/, '')),
  },
  'drops-what-no-uri-may-contain': {
    summary: 'Removes every character that no URI may contain before it compares, and redirects to the URI with them.',
    seen: 'derived: RFC 9700 4.1.3',
    ...comparing((uri) => uri.replaceAll(/[^\x21-\x7e]|["<>\\^`{|}]/gu, '')),
  },
  'ends-redirect-uri-at-a-null-byte': {
    summary: 'Compares redirect URIs up to a null byte, where strings of C end.',
    seen: 'derived: RFC 9700 4.1.3',
    ...comparing((uri) => uri.replace(/\0.*$/s, '')),
  },
  'trims-redirect-uri': {
    summary: 'Removes white space around redirect_uri before it compares, and uses what is left.',
    seen: 'derived: RFC 9700 4.1.3',
    authorization: {
      checkRedirectUri: (call) => {
        call.parameters = new Parameters(call.parameters.pairs.map(([name, value]) => [name, value.trim()]))
        authorization.checkRedirectUri(call)
      },
    },
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
} satisfies Record<string, Fault>
