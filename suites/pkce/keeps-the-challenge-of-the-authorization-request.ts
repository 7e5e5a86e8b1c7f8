import { challengeOf, issued, mapped, randomVerifier, refused, scenario, together } from '#harness'

const other = randomVerifier()

export default scenario({
  title: 'A token request cannot change the challenge of its code, nor the method.',
  why: 'Whoever saw the authorization request would send the challenge as a plain verifier, or a challenge of their own, and PKCE is off. RFC 7636 4.4 and 4.5 bind both to the code.',
  fix: 'Take code_challenge and code_challenge_method from what was stored with the code; ignore both in the token request.',
  requirements: ['rfc7636-4.5-method-fixed-at-authorization', 'rfc7636-4.4-challenge-bound-to-code'],
  needs: ['authorization_code', 'pkce_s256'],
  cases: {
    'the challenge as verifier, with the method plain': {
      change: together(mapped('code_verifier', challengeOf), { code_challenge_method: 'plain' }),
      detects: ['reads-code-challenge-method-at-token-endpoint', 'accepts-challenge-as-verifier'],
    },
    'another verifier, with its challenge': {
      change: { code_verifier: other, code_challenge: challengeOf(other), code_challenge_method: 'S256' },
      requirement: 'rfc7636-4.4-challenge-bound-to-code',
      detects: ['reads-code-challenge-at-token-endpoint'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => refused(answer, 'invalid_grant', 'invalid_request'),
})
