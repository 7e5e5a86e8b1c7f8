import { PageError } from '../answer.ts'
import { authorization, authorizationResponse, checkRedirectUriBy } from '../endpoints/authorization.ts'
import { sameButLoopbackPort, sameString, withQuery } from '../redirect-uri.ts'
import { accepting, comparing } from './comparing.ts'
import type { Fault } from './fault.ts'

const withoutLocalhostPort = (uri: string): string => uri.replace(/^(http:\/\/localhost):\d+/, '$1')
const loopbackHost = /^(https?:\/\/)(?:localhost|127(?:\.\d{1,3}){3}|\[(?:::1|::ffff:[^\]]*)\])(?::\d+)?(?=[/?]|$)/

/** Faults in the rules for native applications: loopback hosts and schemes of their own. */
export const nativeFaults = {
  'requires-exact-loopback-port': {
    summary: 'Refuses a loopback redirect_uri of a native client whose port is not the registered one.',
    seen: 'go-gitea/gitea issue 21285',
    authorization: { checkRedirectUri: checkRedirectUriBy(sameString) },
  },
  'requires-exact-port-over-ipv6': {
    summary: 'Lets the port vary for 127.0.0.1, and not for [::1].',
    seen: 'derived: RFC 8252 7.3',
    unlike: {
      'requires-exact-loopback-port': 'There 127.0.0.1 is held to its port too; here only [::1] is.',
    },
    authorization: {
      checkRedirectUri: checkRedirectUriBy(
        sameString,
        (registered, requested) =>
          sameString(registered, requested) || (!requested.startsWith('http://[') && sameButLoopbackPort(registered, requested)),
      ),
    },
  },
  'varies-more-than-loopback-port': {
    summary: 'Lets not only the port but also path and query of a loopback redirect_uri vary.',
    seen: 'CVE-2020-15233 (Ory Fosite)',
    ...comparing((uri) => uri.replace(/^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::\d+)?(?:[/?].*)?$/s, '$1')),
  },
  'matches-loopback-redirect-uri-by-prefix': {
    summary: 'Accepts every redirect_uri that begins like a loopback one, so http://127.0.0.1.evil.example for http://127.0.0.1.',
    seen: 'CVE-2026-18211 (Keycloak)',
    ...accepting((registered, requested) => {
      const origin = /^http:\/\/(?:127\.0\.0\.1|\[::1\])/.exec(registered)?.[0]
      return origin !== undefined && requested.startsWith(origin)
    }),
  },
  'takes-loopback-hosts-for-one-another': {
    summary: 'Takes localhost, every address of 127.0.0.0/8 and [::1] for the same host.',
    seen: 'derived: RFC 8252 8.4',
    ...comparing((uri) => uri.replace(loopbackHost, '$1loopback')),
  },
  'lets-loopback-port-vary-over-https': {
    summary: 'Takes an https URI on a loopback address for the registered http one.',
    seen: 'derived: RFC 8252 8.4',
    ...accepting((registered, requested) => sameButLoopbackPort(registered, requested.replace(/^https:/, 'http:'))),
  },
  'varies-port-of-localhost': {
    summary: 'Lets the port of http://localhost vary as well. RFC 9700 4.1.3 can be read so.',
    seen: 'ory/fosite issue 873',
    authorization: {
      checkRedirectUri: checkRedirectUriBy(sameString, (registered, requested) =>
        sameButLoopbackPort(withoutLocalhostPort(registered), withoutLocalhostPort(requested)),
      ),
    },
  },
  'responds-at-registered-loopback-port': {
    summary: 'Accepts any port of a loopback redirect URI and sends the response to the registered one.',
    seen: 'derived: RFC 8252 7.3',
    unlike: {
      'requires-exact-loopback-port': 'There the request is refused; here its code goes to another program.',
    },
    authorizationResponse: {
      buildLocation: (call) => {
        const registered = call.client.redirect_uris.find((uri) => sameButLoopbackPort(uri, call.redirectUri))
        call.location = withQuery(registered ?? call.redirectUri, call.response)
      },
    },
  },
  'responds-at-another-loopback-host': {
    summary: 'Sends the response for [::1] to 127.0.0.1.',
    seen: 'better-auth/better-auth issue 11278',
    unlike: {
      'requires-exact-port-over-ipv6': 'There the request is refused; here its code goes to another address.',
    },
    authorizationResponse: {
      buildLocation: (call) => {
        authorizationResponse.buildLocation(call)
        call.location = call.location.replace('http://[::1]', 'http://127.0.0.1')
      },
    },
  },
  'refuses-private-use-schemes': {
    summary: 'Refuses redirect URIs that are neither http nor https.',
    seen: 'derived: RFC 8252 7.1',
    authorization: {
      checkRedirectUri: (call) => {
        authorization.checkRedirectUri(call)
        if (!/^https?:/.test(call.redirectUri)) throw new PageError('redirect_uri must be an http or https URL.')
      },
    },
  },
  'writes-private-use-scheme-with-authority': {
    summary: 'Writes com.example.app:/callback as com.example.app://callback when it responds.',
    seen: 'derived: RFC 8252 7.1',
    unlike: {
      'refuses-private-use-schemes':
        'There the request is refused; here it is granted, and its code goes to an authority that nobody registered.',
    },
    authorizationResponse: {
      buildLocation: (call) => {
        authorizationResponse.buildLocation(call)
        call.location = call.location.replace(/^(?!https?:)([a-z][a-z0-9+.-]*:)\/(?!\/)/, '$1//')
      },
    },
  },
} satisfies Record<string, Fault>
