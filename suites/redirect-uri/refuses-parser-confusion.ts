import { arrivedWithCode, notRedirected, redirectUri, scenario } from '#harness'

export default scenario({
  title: 'Userinfo, backslashes, white space and fragments do not smuggle another host into redirect_uri.',
  why: 'Server and browser may read one string as two different hosts: the server checks the one, the browser sends the code to the other (RFC 9700 4.1.3).',
  fix: 'Compare the string as it was sent. Do not parse, trim, decode or normalise redirect_uri before the comparison.',
  requirements: ['rfc9700-4.1.3-userinfo-parser', 'rfc6749-3.1.2-fragment-in-redirect-uri'],
  needs: ['authorization_code'],
  cases: {
    'the registered host as userinfo of another': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}://${authority}@attacker.example${path}${query}`),
      detects: ['redirects-to-unregistered-uri'],
    },
    'another host before a backslash and an at sign': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}://attacker.example\\@${authority}${path}${query}`),
      detects: ['parses-host-after-userinfo'],
    },
    'another host before two at signs': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}://user@attacker.example@${authority}${path}${query}`),
      detects: ['parses-host-after-userinfo'],
    },
    'a backslash after the registered host': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}://${authority}\\.attacker.example${path}${query}`),
      detects: ['redirects-to-unregistered-uri'],
    },
    'another host before a fragment with the registered one': {
      change: redirectUri(({ scheme, authority, path, query }) => `${scheme}://attacker.example#@${authority}${path}${query}`),
      detects: ['parses-host-after-userinfo'],
    },
    'a second URI after a line break': {
      change: redirectUri((_, uri) => `${uri}\r\nhttps://attacker.example/`),
      detects: ['matches-redirect-uri-by-prefix'],
    },
    'a scheme without slashes': {
      change: redirectUri(({ scheme, path, query }) => `${scheme}:attacker.example${path}${query}`),
      detects: ['redirects-to-unregistered-uri'],
    },
    'no scheme': {
      change: redirectUri(({ path, query }) => `//attacker.example${path}${query}`),
      detects: ['redirects-to-unregistered-uri'],
    },
    'a fragment after the registered URI': {
      change: redirectUri((_, uri) => `${uri}#fragment`),
      requirement: 'rfc6749-3.1.2-fragment-in-redirect-uri',
      detects: ['accepts-fragment-in-redirect-uri'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
