import { arrivedWithCode, broken, type Change, held, lastHop, notRedirected, scenario, waysToAskAgain, where } from '#harness'

const attacker = 'https://attacker.example/callback'
const spoilt = (value: string) => (/^‹|^.{16,}$/.test(value) ? 'lost' : value)
const lost =
  (client_id: string): Change =>
  (message) => ({
    ...message,
    query: message.query.map(([name, value]) => [name, spoilt(value)]),
    body: [
      ...(Array.isArray(message.body) ? message.body : []).map(([name, value]): [string, string] => [name, spoilt(value)]),
      ['client_id', client_id],
      ['redirect_uri', attacker],
    ],
  })

export default scenario({
  title: 'A consent form of an interaction that the server does not know redirects nobody to a URI that the form names.',
  why: 'Forms of pages that have expired often come with the request in them. A server that reports the error to their redirect_uri without a check is an open redirector (RFC 6749 4.1.2.1).',
  fix: 'Show an error page when the interaction is not known; the request that it belonged to is gone, so that nothing of it can be trusted.',
  requirements: ['rfc6749-4.1.2.1-interaction-cannot-replace-request'],
  needs: ['authorization_code'],
  detects: ['redirects-where-a-lost-interaction-says'],
  async act({ client, skip }) {
    const honest = await client.asked().authorize()
    if (!honest.answered?.includes('consent')) skip('the server did not ask for consent', waysToAskAgain)
    const landing = await client.asked().interfere('consent', { change: lost(client.client_id) })
    if (!landing.answered?.includes('consent')) skip('the server did not ask for consent again', waysToAskAgain)
    return { honest, landing }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify({ landing }) {
    const n = lastHop(landing)?.n
    if (landing.url?.startsWith(attacker)) return [broken('an error page of the server and no redirect', `a redirect ${where(landing)}`, n)]
    return ['redirect_uri', 'sign_in', 'consent'].includes(landing.at) ? [held(`it ended ${where(landing)}`, n)] : notRedirected(landing)
  },
})
