import { asJson, issued, noAnswer, noted, scenario, undecided } from '#harness'

export default scenario({
  title: 'It is known whether the token endpoint reads JSON.',
  why: 'RFC 6749 4.1.3 knows forms only. A server that reads JSON too has a second parser, whose types and repeated members the checks for forms never saw.',
  fix: 'Nothing has to change. A server without that extension answers invalid_request, or 415.',
  requirements: ['rfc6749-4.1.3-json-body'],
  needs: ['authorization_code'],
  detects: ['accepts-json-body'],
  async act({ client }) {
    const honest = (await client.tokens()).answer
    const code = await client.code()
    return { honest, answer: await client.token({ code }, asJson) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ answer }) => {
    const silent = noAnswer(answer)
    if (silent) return [undecided(silent, answer.n)]
    return [noted(`a token request in JSON is ${issued(answer) ? 'understood' : 'refused'}`, answer.n)]
  },
})
