import { arrivedWithCode, isLoopback, notRedirected, redirectUri, scenario } from '#harness'

export default scenario({
  title: 'Scheme and port of redirect_uri are compared too.',
  why: 'Over http everybody on the way reads the code; another port may belong to another user of the host; javascript: and data: run in the browser (RFC 9700 4.1.3, 2.6).',
  fix: 'Compare the whole string. Only for http URIs on 127.0.0.1 and [::1] of native clients may the port differ (RFC 8252 7.3).',
  requirements: ['rfc9700-4.1.3-scheme-change', 'rfc9700-4.1.3-port'],
  needs: ['authorization_code'],
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
      detects: ['redirects-to-unregistered-uri'],
    },
    'a data URI': {
      change: redirectUri(() => 'data:text/html,<script>alert(1)</script>'),
      detects: ['redirects-to-unregistered-uri'],
    },
    'another port': {
      change: redirectUri(({ scheme, host, path, query }, uri) => (isLoopback(uri) ? uri : `${scheme}://${host}:8443${path}${query}`)),
      requirement: 'rfc9700-4.1.3-port',
      detects: ['ignores-port-of-redirect-uri'],
    },
    'the default port written out': {
      change: redirectUri(({ scheme, host, port, path, query }, uri) =>
        isLoopback(uri) || port ? uri : `${scheme}://${host}:${scheme === 'https' ? 443 : 80}${path}${query}`,
      ),
      requirement: 'rfc9700-4.1.3-port',
      severity: 'low',
      detects: ['ignores-port-of-redirect-uri'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
