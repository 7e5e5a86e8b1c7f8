import { broken, issued, refused, sameTokens, scenario } from '#harness'

export default scenario({
  title: 'A code of a public client is redeemed once, like any other.',
  why: 'The code of a client without a secret goes through custom schemes and open ports, where others read it, and a server that ties its use to client authentication forgets it there. RFC 6749 4.1.2 and 10.5 make no difference.',
  fix: 'Mark the code itself as used when it is redeemed, whoever redeems it, and answer invalid_grant afterwards.',
  requirements: ['rfc6749-4.1.2-code-single-use'],
  needs: ['authorization_code', 'public_client'],
  alone: true,
  detects: ['redeems-code-of-public-client-twice', 'redeems-code-twice', 'serves-same-token-for-replayed-code'],
  async act({ publicClient }) {
    const code = await publicClient.code()
    const { answer: first } = await publicClient.tokens({ code })
    return { first, replay: await publicClient.token({ code }) }
  },
  control: ({ first }) => issued(first),
  verify: ({ first, replay }) =>
    sameTokens(first, replay)
      ? [broken('a refusal and no token', 'the very token of the first redemption once more', replay.n)]
      : refused(replay, 'invalid_grant'),
})
