import { arrivedWithCode, notRedirected, redirectUri, scenario, unlessRegistered } from '#harness'

const encoded = (text: string) => [...text].map((one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')
const onPath = (make: (path: string) => string) =>
  redirectUri(({ scheme, authority, path, query }) => `${scheme}://${authority}${make(path)}${query}`)

export default scenario({
  title: 'Percent-encoding in redirect_uri is not decoded before it is compared.',
  why: 'A server that decodes takes other strings for the registered one, and browser, proxy and client decode once more or once less: the path that they see was never checked (RFC 9700 4.1.3).',
  fix: 'Decode the parameter of the request once, as a form, and compare the string that results with the registered URIs.',
  requirements: ['rfc9700-4.1.3-percent-encoding', 'rfc9700-4.1.3-path-traversal'],
  needs: ['authorization_code'],
  cases: {
    'an encoded letter': {
      change: onPath((path) => path.replace(/[a-z]/i, encoded)),
      severity: 'low',
      detects: ['decodes-redirect-uri', 'decodes-redirect-uri-until-nothing-is-encoded'],
    },
    'a letter that is encoded twice': {
      change: onPath((path) => path.replace(/[a-z]/i, (letter) => encoded(letter).replace('%', '%25'))),
      detects: ['decodes-redirect-uri-until-nothing-is-encoded'],
    },
    'an encoded slash': {
      change: onPath((path) => path.replace('/', '%2f')),
      detects: ['decodes-redirect-uri'],
    },
    'encoded dot segments that lead back': {
      change: onPath((path) => `/elsewhere/%2e%2e${path}`),
      requirement: 'rfc9700-4.1.3-path-traversal',
      severity: 'low',
      detects: ['decodes-and-normalizes-redirect-uri', 'compares-redirect-uris-as-browsers-read-them'],
    },
    'encoded dot segments that lead away': {
      change: onPath((path) => `${path}/%2e%2e/elsewhere`),
      requirement: 'rfc9700-4.1.3-path-traversal',
      detects: ['accepts-subdirectories-of-redirect-uri', 'matches-redirect-uri-by-prefix'],
    },
    'dot segments that are encoded twice and lead away': {
      change: onPath((path) => `${path}/%252e%252e/elsewhere`),
      requirement: 'rfc9700-4.1.3-path-traversal',
      detects: ['accepts-subdirectories-of-redirect-uri', 'matches-redirect-uri-by-prefix'],
    },
    'an encoded slash in a way back': {
      change: onPath((path) => `/elsewhere%2f..${path}`),
      requirement: 'rfc9700-4.1.3-path-traversal',
      detects: ['decodes-and-normalizes-redirect-uri'],
    },
    'an encoded space behind the path': {
      change: onPath((path) => `${path}%20`),
      detects: ['decodes-and-trims-redirect-uri', 'matches-redirect-uri-by-prefix'],
    },
    'an encoded line break behind the path': {
      change: onPath((path) => `${path}%0a`),
      detects: ['decodes-and-trims-redirect-uri', 'matches-redirect-uri-by-prefix'],
    },
    'an encoded null byte behind the path': {
      change: onPath((path) => `${path}%00`),
      detects: ['matches-redirect-uri-by-prefix'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change, unlessRegistered(client.redirect_uris)) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
