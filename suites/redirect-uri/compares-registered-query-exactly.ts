import { arrivedWithCode, notRedirected, redirectUri, scenario, unlessRegistered } from '#harness'

const withParameters = (make: (parameters: string[]) => string[]) =>
  redirectUri(({ query }, uri) => `${uri.slice(0, uri.length - query.length)}?${make(query.slice(1).split('&')).join('&')}`)

export default scenario({
  title: 'The query and the port of a registered URI have to come as they are registered.',
  why: 'Clients tell tenants and servers apart by the query of their redirection URI; whoever can change it sends a response into another context (RFC 9700 4.1.3, 4.4.2.2).',
  fix: 'Compare the whole string, query and port included: no set of parameters, no sorting, no decoding.',
  requirements: ['rfc9700-4.1.3-extra-query', 'rfc9700-4.1.3-percent-encoding', 'rfc9700-4.1.3-port'],
  needs: ['authorization_code'],
  detects: ['allows-more-query-in-redirect-uri'],
  cases: {
    'no query': {
      change: redirectUri(({ query }, uri) => uri.slice(0, uri.length - query.length)),
      detects: ['ignores-query-of-redirect-uri', 'finds-redirect-uri-within-a-registered-one'],
    },
    'another value': {
      change: withParameters(([first = '', ...others]) => [`${first}0`, ...others]),
      detects: ['ignores-query-of-redirect-uri'],
    },
    'parameters in another order': {
      change: withParameters((parameters) => parameters.toReversed()),
      severity: 'low',
      detects: ['ignores-order-of-redirect-uri-query'],
    },
    'another value before the registered one': {
      change: withParameters(([first = '', ...others]) => [`${first.split('=')[0]}=attacker`, first, ...others]),
      detects: ['compares-one-of-repeated-query-parameters', 'accepts-added-query-parameters'],
    },
    'another value after the registered one': {
      change: withParameters((parameters) => [...parameters, `${parameters[0]?.split('=')[0]}=attacker`]),
      detects: ['accepts-added-query-parameters'],
    },
    'a value in another percent-encoding': {
      change: withParameters((parameters) =>
        parameters.map((one) => one.replace(/=.*%([0-9a-f]{2}).*/i, (value) => decodeURIComponent(value))),
      ),
      requirement: 'rfc9700-4.1.3-percent-encoding',
      detects: ['decodes-redirect-uri'],
    },
    'no port': {
      change: redirectUri(({ scheme, host, path, query }, uri) => (uri.startsWith('http://') ? uri : `${scheme}://${host}${path}${query}`)),
      requirement: 'rfc9700-4.1.3-port',
      detects: ['ignores-port-of-redirect-uri'],
    },
  },
  async act({ client, skip }, { change }) {
    const base = client.redirect_uris.find((uri) => uri.includes('?'))
    if (base === undefined)
      return skip(
        'the client registered no redirection URI with a query',
        'clients.client.redirect_uris: one with two parameters and a port',
      )
    return { landing: await client.authorize({ redirect_uri: base }, change, unlessRegistered(client.redirect_uris, base)) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
