import { issued, keptFromOthers, scenario, served } from '#harness'

export default scenario({
  title: 'A client cannot revoke the refresh token of another client.',
  why: 'Where it can, a token that leaked, even to somebody who cannot use it, signs its user out, again and again. RFC 7009 2.1 makes the server check that the token was issued to the client that asks, and refuse.',
  fix: 'Compare the client of the token with the authenticated one before anything is revoked, and answer invalid_grant.',
  requirements: ['rfc7009-2.1-other-clients-token'],
  needs: ['authorization_code', 'revocation', 'refresh_token', 'second_client'],
  alone: true,
  detects: ['revokes-tokens-of-other-clients'],
  async act({ client, second, skip }) {
    const noToken = () => skip('no refresh token was issued', 'scopes.refresh: what yields one')
    const theirs = await second.tokens()
    const own = await second.revoke({ token: theirs.refresh_token ?? theirs.access_token })
    if ([400, 401, 403].includes(own.response?.status ?? 0))
      skip('the second client cannot revoke its own token', 'clients.second_client: one that may use the revocation endpoint')
    const honest = await client.refresh({ refresh_token: (await client.tokens()).refresh_token ?? noToken() })
    const refresh_token = (await client.tokens()).refresh_token ?? noToken()
    const answer = await second.revoke({ token: refresh_token })
    return { own, honest, answer, after: await client.refresh({ refresh_token }) }
  },
  control: ({ own, honest }) => issued(honest) && served(own),
  verify: ({ answer, after }) => keptFromOthers(answer, after),
})
