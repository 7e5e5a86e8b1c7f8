import { arrivedWithCode, notRedirected, redirectUri, scenario, unlessRegistered } from '#harness'

const withAuthority = (make: (authority: string) => string) =>
  redirectUri(({ scheme, authority, path, query }) => `${scheme}://${make(authority)}${path}${query}`)
const intoPath = (text: string) =>
  redirectUri(({ scheme, authority, path, query }) => `${scheme}://${authority}${path.slice(0, 2)}${text}${path.slice(2)}${query}`)

export default scenario({
  title: 'Userinfo, backslashes, white space and control characters do not smuggle another host into redirect_uri.',
  why: 'Server and browser may read one string as two different hosts: the server checks the one, the browser sends the code to the other (RFC 9700 4.1.3).',
  fix: 'Compare the string as it was sent. Do not parse, trim, decode or normalise redirect_uri before the comparison.',
  requirements: ['rfc9700-4.1.3-userinfo-parser'],
  needs: ['authorization_code'],
  cases: {
    'the registered host as userinfo of another': {
      change: withAuthority((ours) => `${ours}@attacker.example`),
      detects: ['matches-redirect-uri-host-by-prefix', 'looks-for-the-registered-host-anywhere'],
    },
    'the registered host as userinfo with a password': {
      change: withAuthority((ours) => `${ours}:password@attacker.example`),
      detects: ['matches-redirect-uri-host-by-prefix'],
    },
    'the registered host before two at signs': {
      change: withAuthority((ours) => `${ours}@user@attacker.example`),
      detects: ['matches-redirect-uri-host-by-prefix'],
    },
    'another host before two at signs': {
      change: withAuthority((ours) => `user@attacker.example@${ours}`),
      detects: ['parses-host-after-userinfo'],
    },
    'userinfo before the registered host': {
      change: withAuthority((ours) => `user@${ours}`),
      severity: 'low',
      detects: ['parses-host-after-userinfo'],
    },
    'an encoded at sign behind the registered host': {
      change: withAuthority((ours) => `${ours}%40attacker.example`),
      detects: ['matches-redirect-uri-host-by-prefix'],
    },
    'another host before a backslash and an at sign': {
      change: withAuthority((ours) => `attacker.example\\@${ours}`),
      detects: ['parses-host-after-userinfo'],
    },
    'a backslash after the registered host': {
      change: withAuthority((ours) => `${ours}\\.attacker.example`),
      detects: ['matches-redirect-uri-host-by-prefix'],
    },
    'another host before a fragment with the registered one': {
      change: withAuthority((ours) => `attacker.example#@${ours}`),
      detects: ['parses-host-after-userinfo'],
    },
    'another host before a query with the registered one': {
      change: withAuthority((ours) => `attacker.example?@${ours}`),
      detects: ['parses-host-after-userinfo'],
    },
    'backslashes instead of slashes': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}:\\\\${authority}${path}${query}`),
      severity: 'low',
      detects: ['compares-redirect-uris-as-browsers-read-them'],
    },
    'a scheme without slashes': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}:${authority}${path}${query}`),
      severity: 'low',
      detects: ['compares-redirect-uris-as-browsers-read-them'],
    },
    'a scheme without slashes before another host': {
      change: redirectUri(({ scheme, path, query }) => `${scheme}:attacker.example${path}${query}`),
      detects: ['redirects-to-unregistered-uri'],
    },
    'a tab in the path': {
      change: intoPath('\t'),
      severity: 'low',
      detects: ['compares-redirect-uris-as-browsers-read-them', 'drops-what-no-uri-may-contain'],
    },
    'a line break in the path': {
      change: intoPath('\n'),
      severity: 'low',
      detects: ['compares-redirect-uris-as-browsers-read-them', 'drops-what-no-uri-may-contain'],
    },
    'a second URI after a line break': {
      change: redirectUri((_, uri) => `${uri}\r\nhttps://attacker.example/`),
      detects: ['matches-redirect-uri-line-by-line', 'matches-redirect-uri-by-prefix', 'begins-headers-in-lines-of-redirect-uri'],
    },
    'the registered URI on a second line': {
      change: redirectUri((_, uri) => `https://attacker.example/\n${uri}`),
      detects: ['matches-redirect-uri-line-by-line'],
    },
    'a null byte and another domain': {
      change: redirectUri((_, uri) => `${uri}\0.attacker.example`),
      detects: ['ends-redirect-uri-at-a-null-byte'],
    },
    'a space before the registered URI': {
      change: redirectUri((_, uri) => ` ${uri}`),
      severity: 'low',
      detects: ['trims-redirect-uri'],
    },
    'a space behind the registered URI': {
      change: redirectUri((_, uri) => `${uri} `),
      severity: 'low',
      detects: ['trims-redirect-uri', 'looks-redirect-uris-up-by-collation'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change, unlessRegistered(client.redirect_uris)) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
