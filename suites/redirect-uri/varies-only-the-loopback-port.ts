import {
  about,
  arrivedWithCode,
  gaveCodeWhereAsked,
  isLoopbackAddress,
  notRedirected,
  redirectUri,
  scenario,
  sentRedirectUri,
} from '#harness'

const port = '51004'

export default scenario({
  title: 'For a native client on a loopback address any port is accepted and receives the code, and nothing else may differ.',
  why: 'A native app takes a free port when it starts, so a fixed one breaks it; any other freedom sends the code to another program or host (RFC 8252 7.3, 8.4).',
  fix: 'For http URIs on 127.0.0.1 and [::1] leave the port out of the comparison, compare scheme, host, path and query exactly, and respond at the port that was asked for.',
  requirements: ['rfc8252-8.4-loopback-rest-exact', 'rfc8252-7.3-loopback-any-port-ipv4', 'rfc8252-7.3-loopback-any-port-ipv6'],
  needs: ['authorization_code', 'public_client'],
  cases: {
    'another port': {
      change: redirectUri(({ scheme, host, path, query }) => `${scheme}://${host}:${port}${path}${query}`),
      requirement: 'rfc8252-7.3-loopback-any-port-ipv4',
      accepts: ['another port'],
      detects: ['requires-exact-loopback-port', 'responds-at-registered-loopback-port', 'responds-at-first-registered-uri'],
    },
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
      detects: ['redirects-to-unregistered-uri'],
    },
    'another loopback address': {
      change: redirectUri(({ scheme, path, query }) => `${scheme}://127.0.0.2:${port}${path}${query}`),
      detects: ['redirects-to-unregistered-uri'],
    },
    'the loopback address as userinfo': {
      change: redirectUri(({ scheme, host, path, query }) => `${scheme}://${host}:${port}@attacker.example${path}${query}`),
      detects: ['redirects-to-unregistered-uri'],
    },
  },
  async act({ publicClient, skip }, { change }) {
    const registered = publicClient.redirect_uris.find(isLoopbackAddress)
    if (publicClient.application_type === 'web' || registered === undefined)
      return skip(
        'the public client is no native one with an http redirection URI on a loopback address',
        "clients.public_client: { application_type: 'native', redirect_uris: ['http://127.0.0.1/callback'] }",
      )
    return { landing: await publicClient.authorize({ redirect_uri: registered }, change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify({ landing }, { row }) {
    if (!row.accepts) return notRedirected(landing)
    const overIPv6 = sentRedirectUri(landing)?.startsWith('http://[') ?? false
    return overIPv6 ? about('rfc8252-7.3-loopback-any-port-ipv6', gaveCodeWhereAsked(landing)) : gaveCodeWhereAsked(landing)
  },
})
