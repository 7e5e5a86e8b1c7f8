import { issued, randomValue, refusedInJson, scenario } from '#harness'

export default scenario({
  title: 'A refused token request is answered with status 400 or 401 and an error in JSON.',
  why: 'A client decides by status and error whether to try again, to ask the user or to give up; a page or a 200 makes it take a refusal for tokens. RFC 6749 5.2.',
  fix: 'Answer every refusal of the token endpoint with 400, or 401 for invalid_client, and a JSON object that holds error.',
  requirements: ['rfc6749-5.2-error-format'],
  needs: ['authorization_code'],
  cases: {
    'an unknown code': {
      change: { code: randomValue() },
      detects: ['accepts-invented-code', 'answers-errors-with-200', 'sends-errors-as-html'],
    },
    'an unknown grant_type': {
      change: { grant_type: 'foo' },
      detects: ['ignores-grant-type', 'answers-errors-with-200', 'sends-errors-as-html', 'includes-token-in-error'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => refusedInJson(answer),
})
