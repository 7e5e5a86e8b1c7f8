import { arrivedWithCode, lastHop, noted, scenario, undecided, waysToAskAgain, where } from '#harness'

export default scenario({
  title: 'What comes of a consent form that the same browser sends a second time is recorded.',
  why: 'A reload sends the form again. Most servers have closed the interaction by then; a second code harms nobody as long as it is the same user’s, but shows that a form stays good for more than one decision (RFC 6749 10.12).',
  fix: 'Close the interaction with the first decision and show a page that says so.',
  requirements: ['rfc6749-10.12-explicit-consent'],
  needs: ['authorization_code'],
  session: 'own',
  detects: [
    'answers-consent-form-again',
    'accepts-consent-of-other-browser',
    'takes-consent-by-get',
    'takes-consent-of-any-interaction',
    'takes-consent-without-token',
  ],
  async act({ client, skip }) {
    const landing = await client.asked().authorize()
    if (!landing.answered?.includes('consent')) skip('the server did not ask for consent', waysToAskAgain)
    return { landing, again: await client.again(landing) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify({ landing, again }) {
    const n = lastHop(again)?.n
    if (again.code) return [noted(again.code === landing.code ? 'the same code again' : 'another code', n)]
    return lastHop(again)?.response ? [noted(`no second code: ${where(again)}`, n)] : [undecided(where(again), n)]
  },
})
