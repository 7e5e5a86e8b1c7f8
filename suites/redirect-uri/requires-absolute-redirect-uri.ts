import { arrivedWithCode, notRedirected, redirectUri, scenario } from '#harness'

export default scenario({
  title: 'A redirect_uri that is not absolute is refused.',
  why: 'A browser resolves it against the server’s own address: the code ends at a page of the server, or, after two slashes, at any host (RFC 6749 3.1.2).',
  fix: 'Compare redirect_uri with the registered URIs as it was sent; do not resolve it against anything.',
  requirements: ['rfc6749-3.1.2-redirect-uri-absolute'],
  needs: ['authorization_code'],
  cases: {
    'the path alone': { change: redirectUri(({ path, query }) => `${path || '/'}${query}`), detects: ['resolves-relative-redirect-uri'] },
    'the registered host without a scheme': {
      change: redirectUri(({ authority, path, query }) => `//${authority}${path}${query}`),
      detects: ['resolves-relative-redirect-uri', 'ignores-scheme-of-redirect-uri', 'finds-redirect-uri-within-a-registered-one'],
    },
    'another host without a scheme': {
      change: redirectUri(({ path, query }) => `//attacker.example${path}${query}`),
      detects: ['redirects-to-unregistered-uri'],
    },
    'another host after a slash and a backslash': {
      change: redirectUri(({ path, query }) => `/\\attacker.example${path}${query}`),
      detects: ['redirects-to-unregistered-uri'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
