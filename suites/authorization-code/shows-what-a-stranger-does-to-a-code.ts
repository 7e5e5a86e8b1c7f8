import { type Exchange, issued, type Mark, noAnswer, noted, randomVerifier, scenario, undecided } from '#harness'

const guesses = 5

export default scenario({
  title: 'It is known whether a failed redemption uses a code up.',
  why: 'If it does, whoever sees a code can spoil the sign-in of its user; if it does not, a stolen code can be tried with one verifier after the other. RFC 6749 4.1.2 and 10.5 decide for neither, and RFC 7636 makes a verifier too long to guess.',
  fix: 'Nothing has to change. Checking client, redirect_uri and code_verifier before the code is used up protects its user from strangers.',
  requirements: ['rfc6749-4.1.2-code-single-use'],
  needs: ['authorization_code', 'second_client', 'pkce_s256'],
  detects: [
    'burns-code-at-first-attempt',
    'redeems-code-of-other-client',
    'accepts-wrong-code-verifier',
    'does-not-know-pkce',
    'checks-client-of-code-only-when-posted',
    'forgets-challenge-after-failed-attempt',
  ],
  async act({ client, second }) {
    const honest = (await client.tokens()).answer
    const after = async (attempt: (code: Mark) => Promise<Exchange>, times = 1) => {
      const code = await client.code()
      const failed = []
      for (let i = 0; i < times; i++) failed.push(await attempt(code))
      return { failed, redeemed: await client.token({ code }) }
    }
    const client2 = await after((code) => second.token({ code }))
    const verifier = await after((code) => client.token({ code, code_verifier: randomVerifier() }), guesses)
    return { honest, failed: [...client2.failed, ...verifier.failed], afterClient: client2.redeemed, afterVerifiers: verifier.redeemed }
  },
  control: ({ honest }) => issued(honest),
  verify({ failed, afterClient, afterVerifiers }) {
    const silent = [...failed, afterClient, afterVerifiers].find((answer) => noAnswer(answer))
    if (silent) return [undecided(noAnswer(silent) ?? 'no answer', silent.n)]
    if (failed.some(issued)) return [noted('a redemption by another client or with a wrong verifier succeeded, which is another finding')]
    const lives = (answer: Exchange) => (issued(answer) ? 'does not end it' : 'ends it')
    return [
      noted(`a redemption of a code by another client ${lives(afterClient)}`, afterClient.n),
      noted(
        `${guesses} redemptions with wrong verifiers: ${issued(afterVerifiers) ? 'the code still works' : 'the code is dead'}`,
        afterVerifiers.n,
      ),
    ]
  },
})
