import { active, died, errorCode, inactive, issued, isViolated, noted, refreshDied, scenario } from '#harness'

export default scenario({
  title: 'A revoked refresh token takes the access tokens of its grant with it.',
  why: 'A client that signs its user out revokes the refresh token and believes the session over, while whoever holds an access token goes on. RFC 7009 2.1: a server that can revoke access tokens should end those of the same grant too.',
  fix: 'Revoke the grant, and call every token of it inactive at introspection.',
  requirements: ['rfc7009-2.1-refresh-revocation-cascades'],
  needs: ['authorization_code', 'revocation', 'introspection', 'refresh_token'],
  alone: true,
  detects: ['keeps-access-tokens-of-revoked-refresh-token', 'reports-tokens-of-revoked-grant-active'],
  async act({ client, poll, skip }) {
    const { access_token, refresh_token } = await client.tokens()
    if (!refresh_token) return skip('no refresh token was issued', 'scopes.refresh: what yields one')
    const introspect = () => client.introspect({ token: access_token })
    const before = await introspect()
    if (inactive(before) || errorCode(before) === 'unsupported_token_type')
      skip('introspection does not show this client its own token', 'clients.client.introspection: a client that may introspect')
    await client.revoke({ token: refresh_token })
    const after = await poll(introspect, inactive)
    const refreshed = await client.refresh({ refresh_token })
    if (!active(after.tries.at(-1))) return { before, after, refreshed }
    const shared = (await client.tokens()).access_token === access_token
    await client.revoke({ token: access_token })
    return { before, after, refreshed, shared, directly: await poll(introspect, inactive) }
  },
  control: ({ before, refreshed }) => active(before) && !issued(refreshed),
  verify({ after, refreshed, shared, directly }) {
    const kept = died(after)
    if (shared) return [noted('another grant has the same access token', after.tries.at(-1)?.n)]
    if (isViolated(kept) && !inactive(directly?.tries.at(-1))) return [noted('access tokens are not revoked at all', after.tries.at(-1)?.n)]
    return [...refreshDied(refreshed).filter((finding) => finding.is !== 'held'), ...kept]
  },
})
