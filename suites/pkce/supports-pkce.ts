import { about, broken, challengeOf, gaveCode, issued, randomVerifier, redeemed, refused, scenario } from '#harness'

export default scenario({
  title: 'The server binds a code to an S256 challenge.',
  why: 'Without PKCE a stolen or injected code is all that a thief needs. RFC 9700 2.1.1 obliges every server to it, and RFC 7636 4.2 every server with PKCE to S256.',
  fix: 'Implement RFC 7636 with the method S256, for confidential clients too, and name it in code_challenge_methods_supported.',
  requirements: ['rfc7636-4.2-s256-mandatory', 'rfc9700-2.1.1-pkce-supported', 'rfc7636-4.6-wrong-verifier'],
  needs: ['authorization_code'],
  detects: ['does-not-know-pkce', 'accepts-wrong-code-verifier'],
  async act({ client, has }) {
    const honest = (await client.tokens()).answer
    const code_verifier = randomVerifier()
    const asked = { code_challenge: challengeOf(code_verifier), code_challenge_method: 'S256' }
    const landing = await client.authorize(asked)
    if (!landing.code) return { honest, landing, offered: has('pkce_s256') }
    const right = await client.token({ code: landing.code, code_verifier })
    const wrong = await client.token({ code: await client.code(asked), code_verifier: randomVerifier() })
    return { honest, landing, right, wrong, offered: has('pkce_s256') }
  },
  control: ({ honest }) => issued(honest),
  verify({ landing, right, wrong, offered }) {
    if (!right) return gaveCode(landing)
    if (!issued(wrong)) return [...redeemed(right), ...refused(wrong)]
    const ignored = broken('a refusal of another code_verifier', 'a token: the challenge is ignored', wrong?.n)
    return about(offered ? 'rfc7636-4.6-wrong-verifier' : 'rfc9700-2.1.1-pkce-supported', [ignored])
  },
})
