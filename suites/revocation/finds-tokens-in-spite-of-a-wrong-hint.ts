import { about, issued, noted, refreshDied, revocationConfirmed, revokesNoSuchTokens, scenario, served } from '#harness'

export default scenario({
  title: 'A refresh token is revoked although token_type_hint calls it an access token.',
  why: 'A library that revokes whatever it holds sends one hint for all. A server that looks no further answers 200 and leaves the token alive. RFC 7009 2.1: if the hint does not lead to the token, the search goes on among all kinds.',
  fix: 'Use token_type_hint for the order of the search only.',
  requirements: ['rfc7009-2.1-hint', 'rfc7009-2-refresh-token-revocation'],
  needs: ['authorization_code', 'revocation', 'refresh_token'],
  alone: true,
  detects: ['trusts-token-type-hint'],
  async act({ client, declared, wait, skip }) {
    const later = declared.propagationMs / 1000
    const another = async () =>
      (await client.tokens()).refresh_token ?? skip('no refresh token was issued', 'scopes.refresh: what yields one')
    const once = async (token_type_hint: string | undefined, seconds: number) => {
      const refresh_token = await another()
      const revoked = await client.revoke({ token: refresh_token, token_type_hint })
      await wait(seconds)
      return { revoked, refreshed: await client.refresh({ refresh_token }) }
    }
    const attempt = async (token_type_hint?: string) => {
      const atOnce = await once(token_type_hint, 0)
      return issued(atOnce.refreshed) && later > 0 ? await once(token_type_hint, later) : atOnce
    }
    const honest = await client.refresh({ refresh_token: await another() })
    const plain = await attempt()
    const { revoked, refreshed } = await attempt('access_token')
    return { honest, plainlyRevoked: plain.revoked, plainlyRefreshed: plain.refreshed, revoked, refreshed }
  },
  control: ({ honest, plainlyRevoked, plainlyRefreshed }) => issued(honest) && served(plainlyRevoked) && !issued(plainlyRefreshed),
  verify: ({ revoked, refreshed }) =>
    revokesNoSuchTokens(revoked)
      ? [noted('by the hint the token is said to be of a kind that is not revoked', revoked.n)]
      : [...about('rfc7009-2-refresh-token-revocation', revocationConfirmed(revoked)), ...refreshDied(refreshed)],
})
