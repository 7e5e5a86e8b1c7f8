import { arrivedWithCode, notRedirected, redirectUri, scenario, unlessRegistered } from '#harness'

const onHost = (make: (host: string) => string) =>
  redirectUri(({ scheme, host, port, path, query }) => `${scheme}://${make(host)}${port}${path}${query}`)

export default scenario({
  title: 'A redirect_uri on another host than the registered one ends at the server.',
  why: 'The code goes where redirect_uri says. A host compared by prefix, suffix, pattern or after folding letters sends it to whoever registers the look-alike (RFC 9700 4.1.1, 4.1.3).',
  fix: 'Compare redirect_uri with each registered URI by simple string comparison, before anything is redirected, and show an error page when none is equal.',
  requirements: ['rfc9700-4.1.3-host-confusion', 'rfc6749-4.1.2.1-mismatched-redirect-no-redirect'],
  needs: ['authorization_code'],
  cases: {
    'another host': {
      change: redirectUri(({ scheme, path, query }) => `${scheme}://attacker.example${path}${query}`),
      requirement: 'rfc6749-4.1.2.1-mismatched-redirect-no-redirect',
      detects: ['redirects-to-unregistered-uri', 'replaces-unregistered-redirect-uri'],
    },
    'the registered host as the first labels of another': {
      change: onHost((host) => `${host}.attacker.example`),
      detects: ['matches-redirect-uri-host-by-prefix'],
    },
    'the registered host at the end of another': {
      change: onHost((host) => `attacker-${host}`),
      detects: ['matches-redirect-uri-host-by-suffix'],
    },
    'a subdomain of the registered host': {
      change: onHost((host) => `sub.${host}`),
      detects: ['accepts-subdomains-of-redirect-uri-host', 'matches-redirect-uri-host-by-suffix'],
    },
    'the registered host cut short': {
      change: redirectUri(({ scheme, host }) => `${scheme}://${host.slice(0, -3)}`),
      detects: ['finds-redirect-uri-within-a-registered-one'],
    },
    'another character where the registered host has a dot': {
      change: onHost((host) => host.replace('.', 'x')),
      detects: ['matches-redirect-uri-by-pattern', 'matches-redirect-uri-by-unanchored-pattern'],
    },
    'the registered host in the path of another': {
      change: redirectUri(({ scheme, host, path, query }) => `${scheme}://attacker.example/.${host}${path}${query}`),
      detects: ['looks-for-the-registered-host-anywhere'],
    },
    'the registered URI in the query of another': {
      change: redirectUri(({ scheme }, uri) => `${scheme}://attacker.example/?next=${uri}`),
      detects: ['matches-redirect-uri-by-unanchored-pattern'],
    },
    'an encoded dot before another domain': {
      change: onHost((host) => `${host}%2eattacker.example`),
      detects: ['matches-redirect-uri-host-by-prefix'],
    },
    'an ideographic full stop before another domain': {
      change: onHost((host) => `${host}。attacker.example`),
      detects: ['matches-redirect-uri-host-by-prefix'],
    },
    'a dot behind the registered host': {
      change: onHost((host) => `${host}.`),
      severity: 'low',
      detects: ['matches-redirect-uri-host-by-prefix'],
    },
    'an accented letter in the registered host': {
      change: onHost((host) => host.replace(/[aeiou]/i, (vowel) => `${vowel}\u0301`.normalize('NFC'))),
      detects: ['looks-redirect-uris-up-by-collation'],
    },
    'a letter that is one of the registered host in upper case': {
      change: onHost((host) => host.replace('i', 'ı').replace('s', 'ſ')),
      detects: ['compares-redirect-uris-in-upper-case'],
    },
    'a letter of another alphabet behind the registered host': {
      change: onHost((host) => `${host}\u043e`),
      detects: ['drops-what-no-uri-may-contain'],
    },
    'a full-width letter in the registered host': {
      change: onHost((host) => host.replace(/[a-z0-9]/i, (one) => String.fromCodePoint(one.charCodeAt(0) + 0xfee0))),
      severity: 'low',
      detects: ['compares-redirect-uris-as-browsers-read-them'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change, unlessRegistered(client.redirect_uris)) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
