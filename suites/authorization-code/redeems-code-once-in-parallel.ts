import { atMostOneIssued, issued, scenario } from '#harness'

export default scenario({
  title: 'Of several redemptions of one code at the same moment one succeeds.',
  why: 'Between reading a code and marking it as used there is a gap; an attacker who hits it gets tokens beside the client (RFC 6749 4.1.2, 10.5).',
  fix: 'Read and mark the code in one atomic step: a conditional update, a transaction, or a delete that returns the row.',
  requirements: ['rfc6749-4.1.2-parallel-redemption'],
  needs: ['authorization_code'],
  alone: true,
  detects: ['redeems-code-in-parallel', 'redeems-code-at-third-attempt'],
  async act({ client, race }) {
    const honest = (await client.tokens()).answer
    const rounds = []
    for (let round = 0; round < 3; round++) {
      const code = await client.code()
      rounds.push(await race(Array.from({ length: 8 }, () => () => client.token({ code }))))
    }
    return { honest, rounds }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ rounds }) => rounds.flatMap(atMostOneIssued),
})
