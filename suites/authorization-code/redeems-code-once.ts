import { issued, noted, refused, sameTokens, scenario } from '#harness'

export default scenario({
  title: 'A code that was redeemed is refused from then on.',
  why: 'A code that works twice works for whoever reads it later in a log, a history or a Referer (RFC 6749 4.1.2, 10.5).',
  fix: 'Mark the code as used when it is redeemed, in the same atomic step that reads it, and answer invalid_grant afterwards.',
  requirements: ['rfc6749-4.1.2-code-single-use'],
  needs: ['authorization_code'],
  alone: true,
  detects: ['redeems-code-twice', 'serves-same-token-for-replayed-code'],
  async act({ client }) {
    const code = await client.code()
    const { answer: first } = await client.tokens({ code })
    return { first, replay: await client.token({ code }) }
  },
  control: ({ first }) => issued(first),
  verify: ({ first, replay }) => [
    ...refused(replay, 'invalid_grant'),
    ...(sameTokens(first, replay) ? [noted('the replay was answered with the same token', replay.n)] : []),
  ],
})
