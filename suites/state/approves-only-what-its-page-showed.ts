import { arrivedWithCode, broken, held, type Landing, lastHop, noted, ownResponse, scenario, waysToAskAgain, where } from '#harness'

export default scenario({
  title: 'A user who approves one client approves no other whose request a hidden frame made meanwhile.',
  why: 'Any site can make the browser request an authorization in the background. If the decision about the page in front counts for the newest request, an attacker’s client gets the account of whoever approves a trusted one (RFC 6749 10.12, 10.2).',
  fix: 'Bind the consent form to the request that its page shows, not to the newest one of the session.',
  requirements: ['rfc6749-10.12-consent-not-transferred'],
  needs: ['authorization_code', 'second_client'],
  session: 'own',
  detects: [
    'keeps-one-request-per-session',
    'responds-where-the-session-asked-last',
    'takes-consent-by-get',
    'takes-consent-without-token',
    'keeps-state-in-session',
  ],
  async act({ client, second, skip }) {
    const honest = await client.asked().authorize()
    if (!honest.answered?.includes('consent')) skip('the server did not ask for consent', waysToAskAgain)
    const hidden: Landing[] = []
    const landing = await client.asked().interfere('consent', { meanwhile: async () => hidden.push(await second.asked().open()) })
    const [frame] = hidden
    if (!frame) return skip('the server did not ask for consent again', waysToAskAgain)
    return { honest, frame, landing, theirs: second.redirect_uri }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify({ frame, landing, theirs }) {
    const n = lastHop(landing)?.n
    if (frame.code) return [noted('the second client gets codes without asking anybody', lastHop(frame)?.n)]
    if (landing.at === 'elsewhere' && landing.url?.startsWith(theirs))
      return [
        broken(
          'a response for the client that was approved',
          `${landing.code ? 'a code' : 'a response'} for another: ${where(landing)}`,
          n,
        ),
      ]
    return arrivedWithCode(landing) ? [held(`the approved client got the code ${where(landing)}`, n)] : ownResponse(landing)
  },
})
