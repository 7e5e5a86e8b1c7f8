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
} from '#harness'

export default scenario({
  title: 'A request with two code challenges gets an error, and in no case a code that either verifier redeems.',
  why: 'An attacker who adds a challenge of his own to the victim’s request redeems the code with his own verifier, wherever any of the copies will do. RFC 6749 3.1: no parameter comes twice.',
  fix: 'Answer invalid_request when code_challenge or any other parameter but resource or audience occurs twice.',
  requirements: ['rfc6749-3.1-duplicate-param-rejected'],
  needs: ['authorization_code', 'pkce_s256'],
  detects: ['accepts-repeated-authorization-parameters'],
  async act({ client }) {
    const honest = (await client.tokens()).answer
    const code_verifier = randomVerifier()
    const twice = mapped('code_challenge', (challenge) => [challenge, challengeOf(code_verifier)])
    const [landing, again] = [await client.authorize(twice), await client.authorize(twice)]
    if (!landing.code || !again.code) return { honest, landing }
    const first = await client.token({ code: landing.code })
    return { honest, landing, first, second: await client.token({ code: again.code, code_verifier }) }
  },
  control: ({ honest }) => issued(honest),
  verify({ landing, first, second }) {
    if (issued(first) && issued(second)) return [broken('one challenge at most', 'a token for either verifier', second?.n)]
    if (!arrivedWithCode(landing)) return refusedByRedirect(landing, 'invalid_request')
    const of = issued(first) || issued(second) ? 'a code for one of the challenges' : 'a code that neither verifier redeems'
    return [misformed('error "invalid_request"', of, lastHop(landing)?.n)]
  },
})
