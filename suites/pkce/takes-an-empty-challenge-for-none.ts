import { arrivedWithCode, issued, mapped, noCode, randomVerifier, refused, scenario } from '#harness'

export default scenario({
  title: 'An empty code_challenge, or a method alone, binds a code to no verifier at all.',
  why: 'An attacker who empties the challenge in the victim’s request takes PKCE away unless the server notices the verifier that still comes. RFC 9700 4.8.2; by RFC 6749 3.1 an empty parameter counts as omitted.',
  fix: 'Treat an empty code_challenge as none, refuse a code_challenge_method without code_challenge, and never let an empty challenge switch the comparison off.',
  requirements: ['rfc9700-4.8.2-verifier-without-challenge'],
  needs: ['authorization_code', 'pkce_s256'],
  cases: {
    'an empty code_challenge': { change: { code_challenge: '' }, detects: ['compares-nothing-with-an-empty-challenge'] },
    'a method alone': { change: { code_challenge: undefined }, detects: ['compares-nothing-with-an-empty-challenge'] },
  },
  async act({ client }, { change }) {
    const landing = await client.authorize(change)
    if (!landing.code) return { landing }
    const anyVerifier = mapped('code_verifier', (own) => own || randomVerifier())
    return { landing, answer: await client.token({ code: landing.code }, anyVerifier) }
  },
  control: ({ landing, answer }) => arrivedWithCode(landing) && issued(answer),
  verify: ({ landing, answer }) => (answer ? refused(answer, 'invalid_request', 'invalid_grant') : noCode(landing)),
})
