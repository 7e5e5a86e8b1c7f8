import { arrivedWithCode, notRedirected, redirectUri, scenario } from '#harness'

export default scenario({
  title: 'A redirect_uri on another host than the registered one ends at the server.',
  why: 'The code goes where redirect_uri says. A host compared by prefix, suffix, pattern or a loose parser sends it to whoever registers the look-alike (RFC 9700 4.1.1, 4.1.3).',
  fix: 'Compare redirect_uri with each registered URI by simple string comparison, before anything is redirected, and show an error page when none is equal.',
  requirements: ['rfc9700-4.1.3-host-confusion', 'rfc6749-4.1.2.1-mismatched-redirect-no-redirect'],
  needs: ['authorization_code'],
  cases: {
    'another host': {
      change: redirectUri(({ scheme, path, query }) => `${scheme}://attacker.example${path}${query}`),
      requirement: 'rfc6749-4.1.2.1-mismatched-redirect-no-redirect',
      detects: ['redirects-to-unregistered-uri'],
    },
    'the registered host as a label of another': {
      change: redirectUri(({ scheme, host, path, query }) => `${scheme}://${host}.attacker.example${path}${query}`),
      detects: ['matches-redirect-uri-host-by-prefix'],
    },
    'the registered host at the end of another': {
      change: redirectUri(({ scheme, host, port, path, query }) => `${scheme}://attacker-${host}${port}${path}${query}`),
      detects: ['matches-redirect-uri-host-by-suffix'],
    },
    'a subdomain of the registered host': {
      change: redirectUri(({ scheme, host, port, path, query }) => `${scheme}://sub.${host}${port}${path}${query}`),
      detects: ['matches-redirect-uri-host-by-suffix'],
    },
    'another character where the registered host has a dot': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}://${authority.replace('.', 'x')}${path}${query}`),
      detects: ['matches-redirect-uri-by-unanchored-pattern'],
    },
    'the registered host in the path of another': {
      change: redirectUri(({ scheme, host, path, query }) => `${scheme}://attacker.example/.${host}${path}${query}`),
      detects: ['redirects-to-unregistered-uri'],
    },
    'an encoded dot before another domain': {
      change: redirectUri(({ scheme, host, path, query }) => `${scheme}://${host}%2eattacker.example${path}${query}`),
      detects: ['redirects-to-unregistered-uri'],
    },
    'an ideographic full stop before another domain': {
      change: redirectUri(({ scheme, host, path, query }) => `${scheme}://${host}。attacker.example${path}${query}`),
      detects: ['redirects-to-unregistered-uri'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
