import { challengeOf, issued, randomVerifier, redeemed, scenario } from '#harness'

export default scenario({
  title: 'A code_verifier of any legal length and any legal characters redeems its code.',
  why: 'Client libraries make verifiers of 43 to 128 characters from the whole unreserved set. A server with a narrower idea refuses honest users of some of them. RFC 7636 4.1.',
  fix: 'Accept 43 to 128 of the characters A-Z, a-z, 0-9 and - . _ ~ as code_verifier.',
  requirements: ['rfc7636-4.1-verifier-boundary-lengths', 'rfc7636-4.2-s256-mandatory'],
  needs: ['authorization_code', 'pkce_s256'],
  detects: ['refuses-verifier-of-128-characters'],
  cases: {
    'of 128 characters': {
      change: { code_verifier: randomVerifier().repeat(3).slice(0, 128) },
      detects: ['limits-code-verifiers-to-64-characters'],
    },
    'with hyphen, dot, underscore and tilde': {
      change: { code_verifier: `-._~${randomVerifier()}~_.-` },
      detects: ['takes-only-base64url-for-code-verifiers'],
    },
  },
  async act({ client }, { change }) {
    const { code_verifier = randomVerifier() } = change as { code_verifier?: string }
    const code = await client.code({ code_challenge: challengeOf(code_verifier), code_challenge_method: 'S256' })
    return { answer: await client.token({ code, code_verifier }) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => redeemed(answer),
})
