import { challengeOf, issued, randomVerifier, refused, scenario } from '#harness'

const withChallengeOf = (verifier: string) => ({ code_challenge: challengeOf(verifier), code_challenge_method: 'S256' })

export default scenario({
  title: 'A code is not redeemed with the verifier of another authorization of the same user.',
  why: 'An attacker knows the verifiers of flows that they began. If one of those redeems a code of another flow, injecting that code works again. RFC 7636 4.4 ties each challenge to one code.',
  fix: 'Store code_challenge with the code itself, not with the session, the user or the client.',
  requirements: ['rfc7636-4.4-challenge-bound-to-code'],
  needs: ['authorization_code', 'pkce_s256'],
  detects: ['keeps-one-code-challenge-per-user', 'accepts-wrong-code-verifier', 'issues-same-code-again'],
  async act({ client }) {
    const honest = (await client.tokens()).answer
    const [first, second] = [randomVerifier(), randomVerifier()]
    const codes = [await client.code(withChallengeOf(first)), await client.code(withChallengeOf(second))] as const
    const earlier = await client.token({ code: codes[0], code_verifier: second })
    return { honest, earlier, later: await client.token({ code: codes[1], code_verifier: first }) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ earlier, later }) => [earlier, later].flatMap((answer) => refused(answer, 'invalid_grant')),
})
