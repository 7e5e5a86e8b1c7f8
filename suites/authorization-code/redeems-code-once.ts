import { broken, type Exchange, issued, refused, sameTokens, scenario } from '#harness'

export default scenario({
  title: 'A code that was redeemed is refused from then on.',
  why: 'A code that works twice works for whoever reads it later in a log, a history or a Referer. A grace for clients that ask again serves the thief the very token of the client (RFC 6749 4.1.2, 10.5).',
  fix: 'Mark the code itself as used when it is redeemed, in the same atomic step that reads it, and answer invalid_grant afterwards, however it is written and whatever became of its tokens.',
  requirements: ['rfc6749-4.1.2-code-single-use'],
  needs: ['authorization_code'],
  alone: true,
  detects: [
    'redeems-code-twice',
    'serves-same-token-for-replayed-code',
    'remembers-used-codes-as-they-were-written',
    'forgets-used-code-at-refresh',
  ],
  async act({ client, alter }) {
    const code = await client.code()
    const { answer: first, refresh_token } = await client.tokens({ code })
    const withSpace = await client.token({ code: alter(code, 'space appended') })
    const replay = await client.token({ code })
    const withoutVerifier = await client.token({ code, code_verifier: undefined })
    if (!refresh_token) return { first, withSpace, replay, withoutVerifier }
    const another = await client.code()
    const refreshed = await client.refresh({ refresh_token: (await client.tokens({ code: another })).refresh_token })
    return { first, withSpace, replay, withoutVerifier, refreshed, afterRefresh: await client.token({ code: another }) }
  },
  control: ({ first }) => issued(first),
  verify: ({ first, withSpace, replay, withoutVerifier, refreshed, afterRefresh }) => {
    const denied = (answer: Exchange, ...accepts: string[]) =>
      sameTokens(first, answer)
        ? [broken('a refusal and no token', 'the very token of the first redemption once more', answer.n)]
        : refused(answer, 'invalid_grant', ...accepts)
    return [
      ...denied(replay),
      ...denied(withSpace, 'invalid_request'),
      ...denied(withoutVerifier, 'invalid_request'),
      ...(afterRefresh && issued(refreshed) ? denied(afterRefresh) : []),
    ]
  },
})
