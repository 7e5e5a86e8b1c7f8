import { active, inactive, issued, refused, scenario, tokensDied } from '#harness'

export default scenario({
  title: 'When a code comes a second time, the tokens of its first redemption die.',
  why: 'Two redemptions mean that the code was stolen, and nobody knows whether the first or the second one was the thief (RFC 6749 4.1.2, 10.5).',
  fix: 'Keep the link from a code to the tokens issued from it, and revoke them when the code is presented again with valid parameters.',
  requirements: ['rfc6749-4.1.2-replay-revokes-tokens'],
  needs: ['authorization_code'],
  alone: true,
  detects: ['keeps-tokens-of-replayed-code', 'keeps-refresh-token-of-replayed-code'],
  async act({ client, has, poll, declared, wait, skip }) {
    const attempt = async (seconds: number) => {
      const code = await client.code()
      const { access_token, refresh_token, answer: first } = await client.tokens({ code })
      const introspect = () => client.introspect({ token: access_token })
      const before = has('introspection') ? await introspect() : undefined
      if (!active(before) && !refresh_token)
        skip(
          'nothing shows whether a token is alive: there is no refresh token, and introspection does not show this client its access token',
          'clients.client.introspection: a client that may introspect, or scopes.refresh',
        )
      const replay = await client.token({ code })
      await wait(seconds)
      const after = active(before) ? await poll(introspect, inactive) : undefined
      const refresh = refresh_token && (await client.refresh({ refresh_token }))
      return { first, replay, ...(after && { after }), ...(refresh && { refresh }) }
    }
    const atOnce = await attempt(0)
    const later = declared.propagationMs / 1000
    return issued(atOnce.refresh) && later > 0 ? await attempt(later) : atOnce
  },
  control: ({ first }) => issued(first),
  verify: ({ first, replay, ...seen }, { facts }) => [
    ...refused(replay, 'invalid_grant').filter((finding) => finding.is !== 'held'),
    ...tokensDied(first, seen, facts),
  ],
})
