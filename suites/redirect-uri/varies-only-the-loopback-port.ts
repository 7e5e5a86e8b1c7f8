import { arrivedWithCode, gaveCode, isLoopback, notRedirected, redirectUri, scenario } from '#harness'

export default scenario({
  title: 'For a native client on 127.0.0.1 any port is accepted, and nothing else may differ.',
  why: 'A native app takes a free port when it starts, so a fixed one breaks it; any other freedom sends the code to another program or host (RFC 8252 7.3, 8.4).',
  fix: 'For http URIs on 127.0.0.1 and [::1] leave the port out of the comparison, and compare scheme, host, path and query exactly.',
  requirements: ['rfc8252-8.4-loopback-rest-exact', 'rfc8252-7.3-loopback-any-port-ipv4'],
  needs: ['authorization_code', 'public_client'],
  cases: {
    'another port': {
      change: redirectUri(({ path, query }) => `http://127.0.0.1:51004${path}${query}`),
      requirement: 'rfc8252-7.3-loopback-any-port-ipv4',
      accepts: ['another port'],
      detects: ['requires-exact-loopback-port'],
    },
    'another path': {
      change: redirectUri(() => 'http://127.0.0.1:51004/elsewhere'),
      detects: ['varies-more-than-loopback-port'],
    },
    'an added query': {
      change: redirectUri(({ path }) => `http://127.0.0.1:51004${path}?added=1`),
      detects: ['varies-more-than-loopback-port'],
    },
    'https instead of http': {
      change: redirectUri(({ path, query }) => `https://127.0.0.1:51004${path}${query}`),
      detects: ['redirects-to-unregistered-uri'],
    },
    'another loopback address': {
      change: redirectUri(({ path, query }) => `http://127.0.0.2:51004${path}${query}`),
      detects: ['redirects-to-unregistered-uri'],
    },
    'the loopback address as userinfo': {
      change: redirectUri(({ path, query }) => `http://127.0.0.1:51004@attacker.example${path}${query}`),
      detects: ['redirects-to-unregistered-uri'],
    },
  },
  async act({ publicClient, skip }, { change }) {
    if (!isLoopback(publicClient.redirect_uri) || publicClient.redirect_uri.includes('//localhost'))
      skip(
        'no redirection URI on 127.0.0.1 is registered for the public client',
        'clients.public_client.redirect_uris: http://127.0.0.1/… first',
      )
    return { landing: await publicClient.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }, { row }) => (row.accepts ? gaveCode(landing) : notRedirected(landing)),
})
