import { about, broken, issued, lastHop, misformed, noAnswer, refused, refusedByRedirect, scenario } from '#harness'

export default scenario({
  title: 'A public client gets no usable code without code_challenge.',
  why: 'A public client has no secret, so a stolen code is all that a thief needs. PKCE is what ties the code to the client that asked (RFC 9700 2.1.1, OAuth 2.1 4.1.1).',
  fix: 'Answer invalid_request at the authorization endpoint when a public client sends no code_challenge.',
  requirements: ['oauth21-4.1.2.1-public-without-challenge', 'rfc7636-4.4.1-pkce-required-error'],
  needs: ['authorization_code', 'public_client', 'pkce_s256'],
  detects: ['ignores-code-challenge', 'does-not-require-code-challenge', 'requires-code-challenge-at-token-endpoint-only'],
  async act({ publicClient }) {
    const honest = (await publicClient.tokens()).answer
    const landing = await publicClient.authorize({ code_challenge: undefined, code_challenge_method: undefined })
    if (!landing.code) return { honest, landing }
    return { honest, landing, answer: await publicClient.token({ code: landing.code, code_verifier: undefined }) }
  },
  control: ({ honest }) => issued(honest),
  verify({ landing, answer }) {
    if (!answer) return refusedByRedirect(landing, 'invalid_request')
    const { n } = lastHop(landing) ?? {}
    const late = broken('error "invalid_request" at the authorization endpoint', 'a code that the token endpoint refuses', n, {
      severity: 'low',
    })
    return [
      ...refused(answer),
      misformed('no code', 'a code without code_challenge was issued', n),
      ...(issued(answer) || noAnswer(answer) ? [] : about('rfc7636-4.4.1-pkce-required-error', [late])),
    ]
  },
})
