import { arrivedWithCode, challengeOf, issued, noted, randomVerifier, scenario, undecided, where } from '#harness'

export default scenario({
  title: 'It is known what becomes of a code_challenge that came before.',
  why: 'A client with a constant challenge has no PKCE; RFC 9700 2.1.1 encourages servers to notice. A browser that reloads the authorization request repeats it honestly, however.',
  fix: 'Nothing has to change. A server may refuse a challenge that comes again and again.',
  requirements: ['rfc9700-2.1.1-constant-challenge'],
  needs: ['authorization_code', 'pkce_s256'],
  detects: ['refuses-a-challenge-that-came-before'],
  async act({ client }) {
    const honest = (await client.tokens()).answer
    const asked = { code_challenge: challengeOf(randomVerifier()), code_challenge_method: 'S256' }
    return { honest, first: await client.authorize(asked), second: await client.authorize(asked) }
  },
  control: ({ honest }) => issued(honest),
  verify({ first, second }) {
    if (!arrivedWithCode(first)) return [undecided(`the first request gave no code: ${where(first)}`)]
    return [noted(arrivedWithCode(second) ? 'a challenge may come twice' : `a challenge that came before gets no code: ${where(second)}`)]
  },
})
