import { issued, noCode, randomVerifier, refused, scenario } from '#harness'

export default scenario({
  title: 'A code that was asked for without code_challenge is not redeemed with a code_verifier.',
  why: 'An attacker removes the challenge from the victim’s request and so takes PKCE away; the verifier that the client still sends is the sign of it (RFC 9700 4.8.2).',
  fix: 'When a token request has a code_verifier and the code has no challenge, answer invalid_request. Or require code_challenge from every client.',
  requirements: ['rfc9700-4.8.2-verifier-without-challenge'],
  needs: ['authorization_code', 'pkce_s256'],
  detects: ['accepts-verifier-without-challenge'],
  async act({ client }) {
    const honest = (await client.tokens()).answer
    const landing = await client.authorize({ code_challenge: undefined, code_challenge_method: undefined })
    if (!landing.code) return { honest, landing }
    return { honest, landing, answer: await client.token({ code: landing.code, code_verifier: randomVerifier() }) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ landing, answer }) => (answer ? refused(answer, 'invalid_request', 'invalid_grant') : noCode(landing)),
})
