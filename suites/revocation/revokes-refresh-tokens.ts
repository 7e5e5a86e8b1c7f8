import { issued, refreshDied, revocationConfirmed, scenario } from '#harness'

export default scenario({
  title: 'A refresh token that its client revokes is dead from then on.',
  why: 'When a user signs out or a device is lost, revocation is all that a client can do; a server that only says yes leaves the thief a token for months. RFC 7009 2 makes it revoke refresh tokens, and 2.1 at once.',
  fix: 'Look the token up whatever kind it is, mark it and its grant as revoked before answering 200, and refuse it with invalid_grant.',
  requirements: ['rfc7009-2-refresh-token-revocation'],
  needs: ['authorization_code', 'revocation', 'refresh_token'],
  alone: true,
  detects: ['ignores-revocation'],
  async act({ client, declared, wait, skip }) {
    const another = async () =>
      (await client.tokens()).refresh_token ?? skip('no refresh token was issued', 'scopes.refresh: what yields one')
    const honest = await client.refresh({ refresh_token: await another() })
    const attempt = async (seconds: number) => {
      const refresh_token = await another()
      const revoked = await client.revoke({ token: refresh_token })
      await wait(seconds)
      return { revoked, refreshed: await client.refresh({ refresh_token }) }
    }
    const atOnce = await attempt(0)
    const later = declared.propagationMs / 1000
    return { honest, ...(issued(atOnce.refreshed) && later > 0 ? await attempt(later) : atOnce) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ revoked, refreshed }) => [...revocationConfirmed(revoked), ...refreshDied(refreshed)],
})
