import { arrivedWithCode, isLoopbackAddress, notRedirected, redirectUri, scenario, unlessRegistered } from '#harness'

const port = '51004'
const onHost = (make: (host: string) => string) =>
  redirectUri(({ scheme, host, path, query }) => `${scheme}://${make(host)}:${port}${path}${query}`)

export default scenario({
  title: 'For a native client on a loopback address nothing but the port may differ.',
  why: 'Any other freedom sends the code to another program of the machine, or to another host (RFC 8252 7.3, 8.4).',
  fix: 'Leave the port out of the comparison for http URIs on 127.0.0.1 and [::1], and compare scheme, host, path and query exactly.',
  requirements: ['rfc8252-8.4-loopback-rest-exact'],
  needs: ['authorization_code', 'public_client'],
  detects: ['takes-localhost-for-loopback-address'],
  cases: {
    'another path': {
      change: redirectUri(({ scheme, host, query }) => `${scheme}://${host}:${port}/elsewhere${query}`),
      detects: ['varies-more-than-loopback-port'],
    },
    'an added query': {
      change: redirectUri(({ scheme, host, path, query }) => `${scheme}://${host}:${port}${path}${query ? `${query}&` : '?'}added=1`),
      detects: ['varies-more-than-loopback-port'],
    },
    'https instead of http': {
      change: redirectUri(({ host, path, query }) => `https://${host}:${port}${path}${query}`),
      detects: ['lets-loopback-port-vary-over-https'],
    },
    'localhost instead of an address': {
      change: onHost(() => 'localhost'),
      detects: ['takes-loopback-hosts-for-one-another'],
    },
    'the address of the other IP version': {
      change: onHost((host) => (host === '[::1]' ? '127.0.0.1' : '[::1]')),
      detects: ['takes-loopback-hosts-for-one-another'],
    },
    'another address of the loopback network': {
      change: onHost(() => '127.0.0.2'),
      detects: ['takes-loopback-hosts-for-one-another'],
    },
    'the loopback address mapped into IPv6': {
      change: onHost(() => '[::ffff:127.0.0.1]'),
      severity: 'low',
      detects: ['takes-loopback-hosts-for-one-another'],
    },
    'the loopback address as a number': {
      change: onHost((host) => (host === '[::1]' ? '[0:0:0:0:0:0:0:1]' : '2130706433')),
      severity: 'low',
      detects: ['compares-redirect-uris-as-browsers-read-them'],
    },
    'the loopback address as labels of another host': {
      change: onHost((host) => `${host}.attacker.example`),
      detects: ['matches-loopback-redirect-uri-by-prefix'],
    },
    'the loopback address as userinfo': {
      change: redirectUri(({ scheme, host, path, query }) => `${scheme}://${host}:${port}@attacker.example${path}${query}`),
      detects: ['matches-loopback-redirect-uri-by-prefix'],
    },
  },
  async act({ publicClient, skip }, { change }) {
    const registered = publicClient.redirect_uris.find(isLoopbackAddress)
    if (publicClient.application_type === 'web' || registered === undefined)
      return skip(
        'the public client is no native one with an http redirection URI on a loopback address',
        "clients.public_client: { application_type: 'native', redirect_uris: ['http://127.0.0.1/callback'] }",
      )
    const others = unlessRegistered(publicClient.redirect_uris, registered)
    return { landing: await publicClient.authorize({ redirect_uri: registered }, change, others) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
