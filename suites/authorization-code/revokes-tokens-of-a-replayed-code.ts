import { accessToken, active, died, inactive, issued, isViolated, noted, refreshDied, refused, scenario } from '#harness'

export default scenario({
  title: 'When a code comes a second time, the tokens of its first redemption die.',
  why: 'Two redemptions mean that the code was stolen, and nobody knows whether the first or the second one was the thief (RFC 6749 4.1.2, 10.5).',
  fix: 'Keep the link from a code to the tokens issued from it, and revoke them when the code is presented again with valid parameters.',
  requirements: ['rfc6749-4.1.2-replay-revokes-tokens'],
  needs: ['authorization_code', 'introspection'],
  alone: 'grant',
  detects: ['keeps-tokens-of-replayed-code'],
  async act({ client, poll, skip }) {
    const code = await client.code()
    const { access_token, refresh_token, answer: first } = await client.tokens({ code })
    const before = await client.introspect({ token: access_token })
    if (!active(before))
      skip('introspection does not show this client its own token', 'clients.client.introspection: a client that may introspect')
    const replay = await client.token({ code })
    const after = await poll(() => client.introspect({ token: access_token }), inactive)
    if (!refresh_token) return { first, before, replay, after }
    return { first, before, replay, after, refresh: await client.refresh({ refresh_token }) }
  },
  control: ({ first, before }) => issued(first) && active(before),
  verify({ first, replay, after, refresh }, { facts }) {
    const refused_ = refused(replay, 'invalid_grant').filter((finding) => finding.is !== 'held')
    const access = died(after)
    const selfContained = facts.marks[accessToken(first) ?? '']?.jwt !== undefined
    const rest = refresh ? refreshDied(refresh) : []
    if (refresh && selfContained && isViolated(access) && !isViolated(rest))
      return [...refused_, ...rest, noted('the self-contained access token lives on until it expires')]
    return [...refused_, ...access, ...rest]
  },
})
