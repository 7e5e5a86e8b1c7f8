import { about, forbidsStoring, forbidsStoringByPragma, issued, scenario } from '#harness'

export default scenario({
  title: 'No cache keeps a response with tokens.',
  why: 'A proxy or a library that stores the answer to a token request hands the tokens to whoever asks next. RFC 6749 5.1 demands Cache-Control: no-store on every response that holds them.',
  fix: 'Send Cache-Control: no-store with every response of the token endpoint.',
  requirements: ['rfc6749-5.1-cache-no-store', 'rfc6749-5.1-pragma-no-cache'],
  needs: ['authorization_code'],
  detects: ['omits-cache-control', 'omits-cache-control-on-refresh', 'sends-no-cache-for-no-store'],
  async act({ client }) {
    const { answer, refresh_token } = await client.tokens()
    const refreshed = refresh_token && (await client.refresh({ refresh_token }))
    return refreshed && issued(refreshed) ? { answers: [answer, refreshed] } : { answers: [answer] }
  },
  control: ({ answers }) => issued(answers[0]),
  verify: ({ answers }) => [
    ...answers.flatMap(forbidsStoring),
    ...about('rfc6749-5.1-pragma-no-cache', answers.flatMap(forbidsStoringByPragma)),
  ],
})
