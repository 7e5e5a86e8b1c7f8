import { arrivedWithCode, notRedirected, redirectUri, scenario, unlessRegistered } from '#harness'

const onPath = (make: (path: string) => string) =>
  redirectUri(({ scheme, authority, path, query }) => `${scheme}://${authority}${make(path || '/')}${query}`)

export default scenario({
  title: 'The path of redirect_uri is compared character by character.',
  why: 'Another, longer or normalised path reaches other resources of the client: an open redirector or a page with user content there hands the code on (RFC 9700 4.1.1, 4.1.3).',
  fix: 'Compare redirect_uri with the registered URIs by simple string comparison: no prefixes, no dot segments resolved, no slashes merged, no letter case folded.',
  requirements: ['rfc9700-4.1.3-path-suffix', 'rfc9700-4.1.3-path-traversal', 'rfc9700-4.1.3-trailing-slash', 'rfc9700-4.1.3-case'],
  needs: ['authorization_code'],
  cases: {
    'another path': { change: onPath(() => '/elsewhere'), detects: ['ignores-path-of-redirect-uri'] },
    'a further segment': {
      change: onPath((path) => `${path}/extra`),
      detects: ['accepts-subdirectories-of-redirect-uri', 'matches-redirect-uri-by-prefix'],
    },
    'a longer last segment': { change: onPath((path) => `${path}x`), detects: ['matches-redirect-uri-by-prefix'] },
    'a shorter last segment': { change: onPath((path) => path.slice(0, -1)), detects: ['finds-redirect-uri-within-a-registered-one'] },
    'a way out by dot segments': {
      change: onPath((path) => `${path}/../elsewhere`),
      requirement: 'rfc9700-4.1.3-path-traversal',
      detects: ['accepts-subdirectories-of-redirect-uri', 'matches-redirect-uri-by-prefix'],
    },
    'a way out by a semicolon segment': {
      change: onPath((path) => `${path}/..;/elsewhere`),
      requirement: 'rfc9700-4.1.3-path-traversal',
      detects: ['accepts-subdirectories-of-redirect-uri', 'matches-redirect-uri-by-prefix'],
    },
    'a way out by backslashes': {
      change: onPath((path) => `${path}\\..\\elsewhere`),
      requirement: 'rfc9700-4.1.3-path-traversal',
      detects: ['matches-redirect-uri-by-prefix'],
    },
    'dot segments that lead back': {
      change: onPath((path) => `/elsewhere/..${path}`),
      requirement: 'rfc9700-4.1.3-path-traversal',
      severity: 'low',
      detects: ['normalizes-redirect-uri', 'compares-redirect-uris-as-browsers-read-them'],
    },
    'a semicolon segment that leads back': {
      change: onPath((path) => `/elsewhere/..;${path}`),
      requirement: 'rfc9700-4.1.3-path-traversal',
      detects: ['drops-path-parameters-of-redirect-uri'],
    },
    'a parameter of the last segment': {
      change: onPath((path) => `${path};parameter=1`),
      requirement: 'rfc9700-4.1.3-path-traversal',
      detects: ['drops-path-parameters-of-redirect-uri'],
    },
    'a single dot segment': {
      change: onPath((path) => `/.${path}`),
      requirement: 'rfc9700-4.1.3-path-traversal',
      severity: 'low',
      detects: ['normalizes-redirect-uri', 'compares-redirect-uris-as-browsers-read-them'],
    },
    'an empty segment': {
      change: onPath((path) => `/${path}`),
      requirement: 'rfc9700-4.1.3-path-traversal',
      severity: 'medium',
      detects: ['merges-slashes-of-redirect-uri'],
    },
    'a trailing slash': {
      change: onPath((path) => (path.endsWith('/') ? path.slice(0, -1) : `${path}/`)),
      requirement: 'rfc9700-4.1.3-trailing-slash',
      detects: ['ignores-trailing-slash-of-redirect-uri'],
    },
    'another letter case': {
      change: onPath((path) => path.toUpperCase()),
      requirement: 'rfc9700-4.1.3-case',
      detects: ['ignores-case-of-redirect-uri', 'looks-redirect-uris-up-by-collation', 'compares-redirect-uris-in-upper-case'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change, unlessRegistered(client.redirect_uris)) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
