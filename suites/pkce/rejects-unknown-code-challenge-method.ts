import {
  arrivedWithCode,
  broken,
  challengeOf,
  issued,
  lastHop,
  mapped,
  misformed,
  randomVerifier,
  refusedByRedirect,
  scenario,
  sentChallengeMethod,
} from '#harness'

export default scenario({
  title: 'A request with a code_challenge_method that the server does not know gets an error.',
  why: 'A server that takes an unknown method for plain, or for none, lets an attacker turn the strong comparison off by one word in the victim’s request. RFC 7636 4.4.1 answers invalid_request.',
  fix: 'Compare code_challenge_method exactly with the supported methods and redirect with invalid_request when it is none of them.',
  requirements: ['rfc7636-4.4.1-unsupported-method'],
  needs: ['authorization_code', 'pkce_s256'],
  detects: ['ignores-case-of-challenge-method'],
  cases: {
    S512: { change: { code_challenge_method: 'S512' }, detects: ['accepts-any-code-challenge-method'] },
    none: { change: { code_challenge_method: 'none' }, detects: ['accepts-any-code-challenge-method'] },
    'plain and a space': { change: { code_challenge_method: 'plain ' }, detects: ['accepts-any-code-challenge-method'] },
    s256: { change: { code_challenge_method: 's256' }, detects: ['accepts-any-code-challenge-method'] },
  },
  async act({ client }, { change }) {
    const landing = await client.authorize(change)
    if (!landing.code) return { landing }
    const random = await client.token({ code: landing.code, code_verifier: randomVerifier() })
    const none = await client.token({ code: await client.code(change), code_verifier: undefined })
    const shown = await client.token({ code: await client.code(change) }, mapped('code_verifier', challengeOf))
    return { landing, random, none, shown, right: await client.token({ code: await client.code(change) }) }
  },
  control: ({ landing, right }) => arrivedWithCode(landing) && issued(right),
  verify({ landing, random, none, shown, right }) {
    const open = [random, none].find((answer) => issued(answer))
    if (open) return [broken('a refusal', 'a token for any verifier, or for none', open.n, { severity: 'critical' })]
    if (!arrivedWithCode(landing)) return refusedByRedirect(landing, 'invalid_request')
    const { n } = lastHop(landing) ?? {}
    const method = sentChallengeMethod(landing)
    if (issued(right) && method === 's256') return [misformed('error "invalid_request"', 'a code that is bound as if s256 were S256', n)]
    if (!issued(shown)) return [broken('error "invalid_request"', 'a code for a method that does not exist', n, { severity: 'low' })]
    return method === 'plain '
      ? [misformed('error "invalid_request"', 'a code that is bound as by plain', n)]
      : [
          broken('error "invalid_request"', 'a token for the challenge itself: the method is taken for plain', shown?.n, {
            severity: 'high',
          }),
        ]
  },
})
