import { arrivedWithCode, notRedirected, redirectUri, scenario, unlessRegistered } from '#harness'

export default scenario({
  title: 'A redirect_uri with a fragment is refused.',
  why: 'Parameters in a fragment come back beside those of the response, and clients that read fragments take the attacker’s; RFC 6749 3.1.2 forbids fragments there.',
  fix: 'Compare the whole string. A registered URI has no fragment, so that no requested one can have any.',
  requirements: ['rfc6749-3.1.2-fragment-in-redirect-uri'],
  needs: ['authorization_code'],
  cases: {
    'a fragment': { change: redirectUri((_, uri) => `${uri}#fragment`), detects: ['accepts-fragment-in-redirect-uri'] },
    'an empty fragment': {
      change: redirectUri((_, uri) => `${uri}#`),
      severity: 'low',
      detects: ['accepts-fragment-in-redirect-uri'],
    },
    'a smuggled code in the fragment': {
      change: redirectUri((_, uri) => `${uri}#code=of-the-attacker&state=of-the-attacker`),
      detects: ['accepts-fragment-in-redirect-uri'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change, unlessRegistered(client.redirect_uris)) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
