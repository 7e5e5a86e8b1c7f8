import { arrivedWithCode, broken, lastHop, notRedirected, randomValue, scenario, where } from '#harness'

const attacker = 'https://attacker.example/callback'
const unknown = `unknown-${randomValue().slice(0, 12)}`
const missing = 'rfc6749-4.1.2.1-missing-client-id'

export default scenario({
  title: 'A request of no client, or of one that is not registered, ends at the server and redirects nobody.',
  why: 'Without a client no redirection URI is registered. A server that sends the browser to it all the same is an open redirector with a name that people trust (RFC 6749 4.1.2.1, 10.15).',
  fix: 'Look the client up before anything else of the request, and show an error page when there is none.',
  requirements: ['rfc6749-4.1.2.1-unknown-client-id', missing],
  needs: ['authorization_code'],
  cases: {
    'an unknown client_id and a foreign URI': {
      change: { client_id: unknown, redirect_uri: attacker },
      detects: ['redirects-for-unknown-client'],
    },
    'an unknown client_id and a registered URI': { change: { client_id: unknown }, detects: ['redirects-for-unknown-client'] },
    'no client_id': { change: { client_id: undefined }, requirement: missing, detects: ['redirects-for-unknown-client'] },
    'an empty client_id': { change: { client_id: '' }, requirement: missing, detects: ['redirects-for-unknown-client'] },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) =>
    landing.at === 'redirect_uri'
      ? [broken('an error page of the server and no redirect', `a redirect ${where(landing)}`, lastHop(landing)?.n)]
      : notRedirected(landing),
})
