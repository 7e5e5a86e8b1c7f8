import { about, arrivedWithCode, cameByQuery, refusedByRedirect, scenario, stateReturned, withoutRepetition } from '#harness'

export default scenario({
  title: 'When the user denies access, the client gets access_denied with its state, and no code.',
  why: 'A code after a denial takes the decision away from the user. Without the error and the state a client cannot end the flow it began. RFC 6749 4.1.2.1.',
  fix: 'Redirect to the checked redirection URI with error=access_denied and the state of the request, in the query, and issue nothing.',
  requirements: [
    'rfc6749-4.1.2.1-access-denied',
    'rfc6749-4.1.2.1-state-echo-error',
    'rfc6749-4.1.2.1-error-in-query-no-code',
    'rfc6749-3.1-response-params-once',
  ],
  needs: ['authorization_code'],
  detects: [
    'issues-code-after-denial',
    'reports-denial-as-server-error',
    'omits-state-from-errors',
    'drops-state',
    'returns-code-in-fragment',
    'repeats-response-parameters',
  ],
  async act({ client, skip }) {
    const landing = await client.asked().deny()
    if (landing.code && !landing.answered?.includes('consent'))
      skip('the server asks this user for no consent to this client', 'a client without remembered or pre-approved consent')
    return { landing, honest: await client.asked().authorize() }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ landing }) => {
    const refusal = refusedByRedirect(landing, 'access_denied', 'interaction_required', 'consent_required')
    if (landing.code || landing.at !== 'redirect_uri') return refusal
    return [
      ...refusal,
      ...about('rfc6749-4.1.2.1-state-echo-error', stateReturned(landing, 'error')),
      ...about('rfc6749-4.1.2.1-error-in-query-no-code', cameByQuery(landing)),
      ...about('rfc6749-3.1-response-params-once', withoutRepetition(landing)),
    ]
  },
})
