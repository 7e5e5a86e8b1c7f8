import { accessToken, active, inactive, issued, newestRefreshToken, noted, scenario, tokensDied, undecided } from '#harness'

export default scenario({
  title: 'When a code comes a second time, what its tokens were refreshed to dies too.',
  why: 'A thief who redeemed first has refreshed by the time the client comes. Ending only the tokens of the first redemption ends nothing. RFC 6749 4.1.2 speaks of all tokens based on the code.',
  fix: 'Tie every token to the authorization that it comes from, and revoke that authorization when its code is presented again with valid parameters.',
  requirements: ['rfc6749-4.1.2-replay-revokes-tokens'],
  needs: ['authorization_code', 'public_client', 'refresh_token'],
  alone: true,
  detects: ['keeps-descendants-of-replayed-code', 'keeps-tokens-of-replayed-code', 'keeps-refresh-token-of-replayed-code'],
  async act({ publicClient, has, poll, declared, wait, skip }) {
    const attempt = async (seconds: number) => {
      const code = await publicClient.code()
      const { answer: first, refresh_token } = await publicClient.tokens({ code })
      if (!refresh_token) return skip('public clients get no refresh token', 'scopes.refresh: the scope that yields one, if any does')
      const refreshed = await publicClient.refresh({ refresh_token })
      const introspect = () => publicClient.introspect({ token: accessToken(refreshed) })
      const before = has('introspection') && issued(refreshed) ? await introspect() : undefined
      const replay = await publicClient.token({ code })
      await wait(seconds)
      const after = active(before) ? await poll(introspect, inactive) : undefined
      const refresh = await publicClient.refresh({ refresh_token: newestRefreshToken([first, refreshed]) })
      return { first, refreshed, replay, refresh, ...(after && { after }) }
    }
    const atOnce = await attempt(0)
    const later = declared.propagationMs / 1000
    return issued(atOnce.refresh) && later > 0 ? await attempt(later) : atOnce
  },
  control: ({ first }) => issued(first),
  verify({ refreshed, replay, ...seen }, { facts }) {
    if (!issued(refreshed)) return [undecided('the refresh token of the public client could not be used', refreshed.n)]
    if (issued(replay)) return [noted('the second redemption succeeded, which is another finding', replay.n)]
    return tokensDied(refreshed, seen, facts)
  },
})
