import { arrivedWithCode, notRedirected, redirectUri, scenario, unlessRegistered } from '#harness'

const withQuery = (query: string) => redirectUri((_, uri) => `${uri}${uri.includes('?') ? '&' : '?'}${query}`)

export default scenario({
  title: 'A redirect_uri with an added query is another redirect_uri.',
  why: 'A query of the attacker steers the client: to an open redirector of its own, or by a response parameter that then comes twice, of which the client reads the first (RFC 9700 4.1.3).',
  fix: 'Include the query in the comparison. Whoever needs changing values uses state, not redirect_uri.',
  requirements: ['rfc9700-4.1.3-extra-query'],
  needs: ['authorization_code'],
  cases: {
    'an added parameter': {
      change: withQuery('added=1'),
      detects: ['ignores-query-of-redirect-uri', 'accepts-added-query-parameters'],
    },
    'an onward address': {
      change: withQuery('redirect_to=https://attacker.example/'),
      detects: ['ignores-query-of-redirect-uri', 'accepts-added-query-parameters'],
    },
    'a question mark and nothing after it': {
      change: redirectUri((_, uri) => (uri.includes('?') ? uri : `${uri}?`)),
      severity: 'low',
      detects: ['ignores-query-of-redirect-uri', 'ignores-order-of-redirect-uri-query', 'compares-one-of-repeated-query-parameters'],
    },
    'an encoded question mark': {
      change: redirectUri((_, uri) => `${uri}%3Fadded=1`),
      detects: ['matches-redirect-uri-by-prefix'],
    },
    'a smuggled code': {
      change: withQuery('code=of-the-attacker'),
      detects: ['ignores-query-of-redirect-uri', 'accepts-added-query-parameters'],
    },
    'a smuggled state': {
      change: withQuery('state=of-the-attacker'),
      detects: ['ignores-query-of-redirect-uri', 'accepts-added-query-parameters'],
    },
    'a smuggled code under an encoded name': {
      change: withQuery('c%6fde=of-the-attacker'),
      detects: ['ignores-query-of-redirect-uri', 'accepts-added-query-parameters'],
    },
    'a smuggled error': {
      change: withQuery('error=access_denied'),
      detects: ['forbids-only-code-and-state-in-redirect-uri'],
    },
    'a smuggled iss': {
      change: withQuery('iss=https://attacker.example'),
      detects: ['forbids-only-code-and-state-in-redirect-uri'],
    },
    'a smuggled response': {
      change: withQuery('response=of-the-attacker'),
      detects: ['forbids-only-code-and-state-in-redirect-uri'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change, unlessRegistered(client.redirect_uris)) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
