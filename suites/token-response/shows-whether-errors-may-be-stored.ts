import { issued, noAnswer, noted, randomValue, scenario, undecided } from '#harness'

export default scenario({
  title: 'It is known whether caches may keep an error of the token endpoint.',
  why: 'RFC 6749 5.1 forbids caches to keep tokens; of errors it says nothing, though 5.2 shows one with Cache-Control: no-store. A cache that keeps a refusal refuses the next honest request.',
  fix: 'Nothing has to change. Send Cache-Control: no-store with errors too.',
  requirements: ['rfc6749-5.1-cache-no-store'],
  needs: ['authorization_code'],
  detects: ['lets-errors-be-stored'],
  async act({ client }) {
    const honest = (await client.tokens()).answer
    return { honest, answer: await client.token({ code: randomValue() }) }
  },
  control: ({ honest }) => issued(honest),
  verify({ answer }) {
    const silent = noAnswer(answer)
    if (silent) return [undecided(silent, answer.n)]
    const fields = answer.response?.headers.filter(([name]) => name.toLowerCase() === 'cache-control').map(([, value]) => value)
    return [
      noted(fields?.length ? `an error comes with Cache-Control: ${fields.join(', ')}` : 'an error comes without Cache-Control', answer.n),
    ]
  },
})
