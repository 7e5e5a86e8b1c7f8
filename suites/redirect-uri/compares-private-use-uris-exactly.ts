import { arrivedWithCode, notRedirected, redirectUri, scenario, unlessRegistered, uriScheme } from '#harness'

const host = 'rfc9700-4.1.3-host-confusion'

export default scenario({
  title: 'A redirection URI with a private-use scheme is compared as a whole.',
  why: 'Other apps of the device, and other pages of the same one, answer to the scheme: whoever may choose the rest chooses where in it the code arrives. RFC 8252 7.1 and 8.4, RFC 9700 4.1.3.',
  fix: 'Compare such URIs with the registered ones by simple string comparison, like every other.',
  requirements: ['rfc9700-4.1.3-path-suffix', host, 'rfc9700-4.1.3-scheme-change'],
  needs: ['authorization_code', 'public_client'],
  cases: {
    'another path': {
      change: redirectUri(({ scheme }) => `${scheme}:/elsewhere`),
      detects: ['compares-only-scheme-of-private-use-redirect-uri'],
    },
    'a further segment': {
      change: redirectUri((_, uri) => `${uri}/extra`),
      detects: [
        'accepts-subdirectories-of-redirect-uri',
        'matches-redirect-uri-by-prefix',
        'compares-only-scheme-of-private-use-redirect-uri',
      ],
    },
    'an authority before the path': {
      change: redirectUri(({ scheme, path }) => `${scheme}://attacker.example${path}`),
      requirement: host,
      detects: ['compares-only-scheme-of-private-use-redirect-uri'],
    },
    'a longer scheme': {
      change: redirectUri(({ scheme, path, query }) => `${scheme}.attacker:${path}${query}`),
      requirement: 'rfc9700-4.1.3-scheme-change',
      detects: ['ignores-scheme-of-redirect-uri', 'redirects-to-unregistered-uri'],
    },
  },
  async act({ publicClient, skip }, { change }) {
    const registered = publicClient.redirect_uris.find((uri) => !/^https?$/.test(uriScheme(uri)))
    if (registered === undefined)
      return skip(
        'the public client registered no URI with a scheme of its own',
        "clients.public_client.redirect_uris: ['http://127.0.0.1/callback', 'com.example.app:/callback']",
      )
    const others = unlessRegistered(publicClient.redirect_uris, registered)
    return { landing: await publicClient.authorize({ redirect_uri: registered }, change, others) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
