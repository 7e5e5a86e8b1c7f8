import { arrivedWithCode, held, lastHop, notRedirected, scenario, waysToAskAgain, where } from '#harness'

const attacker = 'https://attacker.example/callback'

export default scenario({
  title: 'A refused request in another tab does not change where the response of an earlier one goes.',
  why: 'A server that keeps one redirect_uri for each session lets an attacker’s page replace it, unseen, while the user decides about an honest request (RFC 6749 3.1.2.4, 4.1.2.1).',
  fix: 'Keep redirect_uri with its own authorization request, after the check, and not in the session.',
  requirements: ['rfc6749-4.1.2.1-interaction-cannot-replace-request'],
  needs: ['authorization_code'],
  detects: ['responds-where-the-session-asked-last'],
  async act({ client, skip }) {
    const honest = await client.asked().authorize()
    if (!honest.answered?.includes('consent')) skip('the server did not ask for consent', waysToAskAgain)
    const landing = await client.asked().interfere('consent', { meanwhile: () => client.asked().open({ redirect_uri: attacker }) })
    if (!landing.answered?.includes('consent')) skip('the server did not ask for consent again', waysToAskAgain)
    return { honest, landing }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ landing }) =>
    ['redirect_uri', 'sign_in', 'consent'].includes(landing.at)
      ? [held(`it ended ${where(landing)}`, lastHop(landing)?.n)]
      : notRedirected(landing),
})
