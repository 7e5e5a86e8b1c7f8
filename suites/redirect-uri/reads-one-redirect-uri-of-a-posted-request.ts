import { arrivedWithCode, asPost, held, lastHop, type Message, mapped, notRedirected, parameter, scenario, where } from '#harness'

const attacker = 'https://attacker.example/callback'
const beside =
  (inQuery: string) =>
  (message: Message): Message => ({ ...message, query: [['redirect_uri', inQuery]] })

export default scenario({
  title: 'A posted authorization request with another redirect_uri beside its own sends the response to no unregistered URI.',
  why: 'Many frameworks join query and body. Where the check reads one and the redirect the other, the checked URI is not the one that receives the code (RFC 6749 3.1).',
  fix: 'Read a posted authorization request from its body alone, once, and refuse it when redirect_uri occurs twice.',
  requirements: ['rfc6749-4.1.2.1-mismatched-redirect-no-redirect'],
  needs: ['authorization_code'],
  cases: {
    'the registered URI in the body and another in the query': {
      change: beside(attacker),
      detects: ['checks-redirect-uri-of-body-and-uses-that-of-query'],
    },
    'another URI in the body and the registered one in the query': {
      change: (message, tools) => beside(parameter(message, 'redirect_uri') ?? '')(mapped('redirect_uri', () => attacker)(message, tools)),
      detects: ['checks-redirect-uri-of-query-and-uses-that-of-body'],
    },
    'the registered URI and another in the body': {
      change: mapped('redirect_uri', (uri) => [uri, attacker]),
      detects: ['accepts-repeated-redirect-uri'],
    },
    'another URI and the registered one in the body': {
      change: mapped('redirect_uri', (uri) => [attacker, uri]),
      detects: ['checks-last-of-repeated-redirect-uris'],
    },
  },
  async act({ client, skip }, { change }) {
    const landing = await client.authorize(asPost, change)
    if (typeof change === 'object' && !arrivedWithCode(landing))
      return skip(
        'the authorization endpoint gives no code for a posted request (RFC 6749 3.1 leaves it free)',
        'a server that serves POST there',
      )
    return { landing }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) =>
    landing.at === 'redirect_uri' ? [held(`the response arrived ${where(landing)}`, lastHop(landing)?.n)] : notRedirected(landing),
})
