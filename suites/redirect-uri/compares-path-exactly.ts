import { arrivedWithCode, notRedirected, redirectUri, scenario } from '#harness'

export default scenario({
  title: 'The path of redirect_uri is compared character by character.',
  why: 'A longer, normalised or decoded path reaches other resources of the client: an open redirector or a page with user content there hands the code on (RFC 9700 4.1.1, 4.1.3).',
  fix: 'Compare redirect_uri with the registered URIs by simple string comparison: no prefixes, no dot segments resolved, no decoding, no letter case folded.',
  requirements: [
    'rfc9700-4.1.3-path-suffix',
    'rfc9700-4.1.3-path-traversal',
    'rfc9700-4.1.3-trailing-slash',
    'rfc9700-4.1.3-case',
    'rfc9700-4.1.3-percent-encoding',
  ],
  needs: ['authorization_code'],
  cases: {
    'a further segment': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}://${authority}${path}/extra${query}`),
      detects: ['matches-redirect-uri-by-prefix'],
    },
    'a longer last segment': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}://${authority}${path}x${query}`),
      detects: ['matches-redirect-uri-by-prefix'],
    },
    'a way out by dot segments': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}://${authority}${path}/../elsewhere${query}`),
      requirement: 'rfc9700-4.1.3-path-traversal',
      detects: ['matches-redirect-uri-by-prefix'],
    },
    'a way out by a semicolon segment': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}://${authority}${path}/..;/elsewhere${query}`),
      requirement: 'rfc9700-4.1.3-path-traversal',
      detects: ['matches-redirect-uri-by-prefix'],
    },
    'dot segments that lead back': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}://${authority}/elsewhere/..${path}${query}`),
      requirement: 'rfc9700-4.1.3-path-traversal',
      severity: 'low',
      detects: ['normalizes-redirect-uri'],
    },
    'a trailing slash': {
      change: redirectUri(
        ({ scheme, authority, path, query }) => `${scheme}://${authority}${path.endsWith('/') ? path.slice(0, -1) : `${path}/`}${query}`,
      ),
      requirement: 'rfc9700-4.1.3-trailing-slash',
      detects: ['ignores-trailing-slash-of-redirect-uri'],
    },
    'another letter case': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}://${authority}${path.toUpperCase()}${query}`),
      requirement: 'rfc9700-4.1.3-case',
      detects: ['ignores-case-of-redirect-uri'],
    },
    'a letter percent-encoded': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}://${authority}${encodeOneLetter(path)}${query}`),
      requirement: 'rfc9700-4.1.3-percent-encoding',
      severity: 'low',
      detects: ['decodes-redirect-uri'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})

const encodeOneLetter = (path: string) => path.replace(/[a-z]/i, (letter) => `%${letter.charCodeAt(0).toString(16)}`)
