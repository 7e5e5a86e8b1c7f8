import { issued, misformed, refused, refusedByRedirect, scenario } from '#harness'

export default scenario({
  title: 'A confidential client gets no usable code without code_challenge.',
  why: 'A secret does not stop a stolen code that is injected into the client’s own session; PKCE does. OAuth 2.1 7.5.1 therefore asks every client for it.',
  fix: 'Answer invalid_request at the authorization endpoint when code_challenge is missing, unless the client is known to check the nonce of OpenID Connect.',
  requirements: ['oauth21-7.5.1-confidential-without-challenge'],
  needs: ['authorization_code', 'confidential_client', 'pkce_s256'],
  detects: ['requires-no-challenge-of-confidential-clients'],
  async act({ client }) {
    const honest = (await client.tokens()).answer
    const landing = await client.authorize({ code_challenge: undefined, code_challenge_method: undefined })
    if (!landing.code) return { honest, landing }
    return { honest, landing, answer: await client.token({ code: landing.code, code_verifier: undefined }) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ landing, answer }) =>
    answer
      ? [...refused(answer), misformed('no code', 'a code without code_challenge was issued', landing.hops.at(-1)?.n)]
      : refusedByRedirect(landing, 'invalid_request'),
})
