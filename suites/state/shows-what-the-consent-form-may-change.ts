import {
  arrivedWithCode,
  type Change,
  challengeOf,
  issued,
  lastHop,
  type Message,
  noted,
  randomVerifier,
  responseParameter,
  scenario,
  sentState,
  waysToAskAgain,
} from '#harness'

const fieldsOf = ({ body }: Message) => (typeof body === 'string' ? [] : body)
const setting =
  (name: string, value: string): Change =>
  (message) => ({ ...message, body: [...fieldsOf(message).filter(([key]) => key !== name), [name, value]] })

export default scenario({
  title: 'Whether the consent form can change state or code_challenge of the request it answers is recorded.',
  why: 'Only the user’s own browser sends the form, so that nobody else is harmed; but a request that goes through the browser a second time is one that was not checked there. RFC 6749 4.1.2, RFC 7636 4.4.',
  fix: 'Keep the checked request on the server and take from the form the decision and the scopes left out, nothing else.',
  requirements: ['rfc6749-10.12-explicit-consent'],
  needs: ['authorization_code', 'pkce_s256'],
  session: 'own',
  detects: ['takes-state-from-consent-form', 'takes-challenge-from-consent-form', 'accepts-wrong-code-verifier', 'does-not-know-pkce'],
  async act({ client, skip }) {
    const honest = await client.asked().authorize()
    const restated = await client.asked().interfere('consent', { change: setting('state', 'of-the-form') })
    if (!restated.answered?.includes('consent')) skip('the server did not ask for consent', waysToAskAgain)
    const code_verifier = randomVerifier()
    const challenged = await client.asked().interfere('consent', { change: setting('code_challenge', challengeOf(code_verifier)) })
    return { honest, restated, verified: challenged.code ? [await client.token({ code: challenged.code, code_verifier })] : [] }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify({ restated, verified: [verified] }) {
    const came = responseParameter(restated, 'state')[0]
    return [
      noted(
        came === undefined || came === sentState(restated) ? 'the state is the request’s' : 'the state is the form’s',
        lastHop(restated)?.n,
      ),
      noted(issued(verified) ? 'the challenge is the form’s' : 'the challenge is the request’s', verified?.n),
    ]
  },
})
