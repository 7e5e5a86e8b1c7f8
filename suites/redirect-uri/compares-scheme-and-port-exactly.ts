import { arrivedWithCode, isLoopback, notRedirected, redirectUri, scenario, unlessRegistered } from '#harness'

const withPort = (make: (scheme: string) => string) =>
  redirectUri(({ scheme, host, path, query, port }, uri) =>
    isLoopback(uri) || port ? uri : `${scheme}://${host}${make(scheme)}${path}${query}`,
  )

export default scenario({
  title: 'Scheme and port of redirect_uri are compared too.',
  why: 'Over http everybody on the way reads the code; another port may belong to another user of the host; javascript: and data: run in the browser (RFC 9700 4.1.3, 2.6).',
  fix: 'Compare the whole string. Only for http URIs on 127.0.0.1 and [::1] of native clients may the port differ (RFC 8252 7.3).',
  requirements: ['rfc9700-4.1.3-scheme-change', 'rfc9700-4.1.3-port', 'rfc9700-4.1.3-case'],
  needs: ['authorization_code'],
  detects: ['ignores-case-of-redirect-uri-host', 'ignores-default-port-of-redirect-uri'],
  cases: {
    'the other of http and https': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme === 'https' ? 'http' : 'https'}://${authority}${path}${query}`),
      detects: ['ignores-scheme-of-redirect-uri'],
    },
    'a custom scheme': {
      change: redirectUri(({ authority, path, query }) => `attacker://${authority}${path}${query}`),
      detects: ['ignores-scheme-of-redirect-uri'],
    },
    'a javascript URI': {
      change: redirectUri(({ authority, path, query }) => `javascript://${authority}${path}${query}%0aalert(1)`),
      detects: ['redirects-to-unregistered-uri', 'looks-for-the-registered-host-anywhere'],
    },
    'a data URI': {
      change: redirectUri(() => 'data:text/html,<script>alert(1)</script>'),
      detects: ['redirects-to-unregistered-uri'],
    },
    'the scheme in upper case': {
      change: redirectUri(({ scheme }, uri) => scheme.toUpperCase() + uri.slice(scheme.length)),
      requirement: 'rfc9700-4.1.3-case',
      severity: 'low',
      detects: ['ignores-case-of-redirect-uri', 'compares-redirect-uris-as-browsers-read-them'],
    },
    'the host in upper case': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}://${authority.toUpperCase()}${path}${query}`),
      requirement: 'rfc9700-4.1.3-case',
      severity: 'low',
      detects: ['ignores-case-of-redirect-uri', 'compares-redirect-uris-as-browsers-read-them'],
    },
    'another port': {
      change: withPort(() => ':8443'),
      requirement: 'rfc9700-4.1.3-port',
      detects: ['ignores-port-of-redirect-uri'],
    },
    'the default port written out': {
      change: withPort((scheme) => (scheme === 'https' ? ':443' : ':80')),
      requirement: 'rfc9700-4.1.3-port',
      severity: 'low',
      detects: ['ignores-port-of-redirect-uri', 'compares-redirect-uris-as-browsers-read-them'],
    },
    'a colon without a port': {
      change: withPort(() => ':'),
      requirement: 'rfc9700-4.1.3-port',
      severity: 'low',
      detects: ['ignores-port-of-redirect-uri', 'compares-redirect-uris-as-browsers-read-them'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change, unlessRegistered(client.redirect_uris)) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
