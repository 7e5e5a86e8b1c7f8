import { arrivedWithCode, notRedirected, redirectUri, scenario } from '#harness'

export default scenario({
  title: 'A redirect_uri with an added query is another redirect_uri.',
  why: 'A query of the attacker steers the client: to an open redirector of its own, or with a second code or iss that the client reads first (RFC 9700 4.1.3).',
  fix: 'Include the query in the comparison. Whoever needs changing values uses state, not redirect_uri.',
  requirements: ['rfc9700-4.1.3-extra-query'],
  needs: ['authorization_code'],
  cases: {
    'an added parameter': {
      change: redirectUri((_, uri) => `${uri}${separator(uri)}added=1`),
      detects: ['ignores-query-of-redirect-uri'],
    },
    'an onward address': {
      change: redirectUri((_, uri) => `${uri}${separator(uri)}redirect_to=https://attacker.example/`),
      detects: ['ignores-query-of-redirect-uri'],
    },
    'a smuggled code and state': {
      change: redirectUri((_, uri) => `${uri}${separator(uri)}code=of-the-attacker&state=of-the-attacker`),
      detects: ['ignores-query-of-redirect-uri'],
    },
    'a smuggled iss': {
      change: redirectUri((_, uri) => `${uri}${separator(uri)}iss=https://attacker.example`),
      detects: ['ignores-query-of-redirect-uri'],
    },
    'an encoded question mark': {
      change: redirectUri((_, uri) => `${uri}%3Fadded=1`),
      detects: ['matches-redirect-uri-by-prefix'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})

const separator = (uri: string) => (uri.includes('?') ? '&' : '?')
