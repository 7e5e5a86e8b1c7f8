import { issued, noted, refused, scenario } from '#harness'

export default scenario({
  title: 'A code is refused to every client but the one that it was issued to.',
  why: 'A malicious client that gets hold of a code of another one would act for that user at that other client (RFC 6749 4.1.3, 10.5).',
  fix: 'Store client_id with the code and answer invalid_grant when the authenticated client is another one.',
  requirements: ['rfc6749-4.1.3-code-bound-to-confidential-client'],
  needs: ['authorization_code', 'second_client'],
  detects: ['redeems-code-of-other-client', 'checks-client-of-code-only-when-posted'],
  async act({ client, second }) {
    const code = await client.code()
    const theirs = (await second.tokens()).answer
    const answer = await second.token({ code })
    return { theirs, answer, mine: await client.token({ code }) }
  },
  control: ({ theirs }) => issued(theirs),
  verify: ({ answer, mine }) => [
    ...refused(answer, 'invalid_grant'),
    noted(`afterwards the client that it was issued to ${issued(mine) ? 'can' : 'cannot'} redeem it`, mine.n),
  ],
})
