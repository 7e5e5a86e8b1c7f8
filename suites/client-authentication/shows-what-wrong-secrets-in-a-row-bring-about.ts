import { credentials, errorCode, issued, noAnswer, noted, randomValue, scenario } from '#harness'

const attempts = 12

export default scenario({
  title: 'It is known what twelve wrong client secrets in a row bring about.',
  why: 'RFC 6749 2.3.1 makes servers protect endpoints with passwords against guessing. A generated secret of 128 bits is protection enough, and a lock harms its client; how strong a secret is cannot be seen from outside.',
  fix: 'Issue generated secrets, slow down or refuse repeated failures by 429, and alert somebody.',
  requirements: ['rfc6749-2.3.1-brute-force-protection'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication', 'destructive'],
  alone: true,
  detects: ['accepts-any-client-secret'],
  async act({ client, block }) {
    const honest = (await client.tokens()).answer
    const code = await client.code()
    const guesses = []
    while (guesses.length < attempts && !noAnswer(guesses.at(-1) ?? honest))
      guesses.push(await client.token({ code: randomValue() }, credentials({ client_secret: randomValue() })))
    const again = await client.token({ code })
    if (errorCode(again) === 'invalid_client')
      block(
        `the server locks the client: after ${guesses.length} wrong secrets the right one is refused too, and what follows may be for that`,
      )
    return { honest, guesses }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ guesses }) => {
    const stopped = guesses.findIndex((answer) => noAnswer(answer))
    if (stopped >= 0) return [noted(`after ${stopped} wrong secrets: ${noAnswer(guesses[stopped])}`, guesses[stopped]?.n)]
    const codes = [...new Set(guesses.map((answer) => errorCode(answer) ?? 'no error'))]
    return [noted(`${guesses.length} wrong secrets in a row were each answered with ${codes.join(', then ')}`, guesses[0]?.n)]
  },
})
