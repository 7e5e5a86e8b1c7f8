import { arrivedWithCode, held, notRedirected, scenario, waysToAskAgain, where } from '#harness'

const attacker = 'https://attacker.example/callback'
const isSentIn = (body: string) => body.includes(attacker) || body.includes(encodeURIComponent(attacker))

export default scenario({
  title: 'The redirect_uri that was checked is not replaced by one in the consent form.',
  why: 'The user’s browser sends the consent form, and whoever can add a field to it would receive the code although the authorization request was checked (RFC 6749 3.1.2.4, 4.1.2.1).',
  fix: 'Keep the checked authorization request on the server, and take nothing of it from the forms of the interaction.',
  requirements: ['rfc6749-4.1.2.1-interaction-cannot-replace-request'],
  needs: ['authorization_code'],
  detects: ['takes-redirect-uri-from-consent-form'],
  async act({ client, skip }) {
    const honest = await client.asked().authorize()
    if (!honest.answered?.includes('consent')) skip('the server did not ask for consent', waysToAskAgain)
    const landing = await client.asked().interfere('consent', { change: { redirect_uri: attacker } })
    if (!landing.hops.some(({ request }) => isSentIn(request.body ?? ''))) skip('the server did not ask for consent again', waysToAskAgain)
    return { honest, landing }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ landing }) =>
    ['redirect_uri', 'sign_in', 'consent'].includes(landing.at)
      ? [held(`it ended ${where(landing)}`, landing.hops.at(-1)?.n)]
      : notRedirected(landing),
})
