import { about, arrivedWithCode, cameByQuery, scenario, withoutRepetition, withoutToken } from '#harness'

export default scenario({
  title: 'The code comes once, in the query of the redirection URI, and no token with it.',
  why: 'Clients look for the code in the query; a fragment never reaches a server, a repeated parameter lets an attacker’s copy win, and a token in a URI stays in histories and logs. RFC 6749 4.1.2 and 3.1.',
  fix: 'Append code and state to the query of the registered URI, each once and form-encoded, and send tokens from the token endpoint only.',
  requirements: ['rfc6749-4.1.2-code-in-query', 'rfc6749-4.1.2-no-token-in-front-channel', 'rfc6749-3.1-response-params-once'],
  needs: ['authorization_code'],
  detects: ['returns-code-in-fragment', 'sends-token-in-front-channel', 'repeats-response-parameters'],
  async act({ client }) {
    return { landing: await client.authorize() }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => [
    ...cameByQuery(landing),
    ...about('rfc6749-4.1.2-no-token-in-front-channel', withoutToken(landing)),
    ...about('rfc6749-3.1-response-params-once', withoutRepetition(landing)),
  ],
})
