import { issued, keptFromOthers, scenario, served } from '#harness'

export default scenario({
  title: 'The name of a public client does not revoke the refresh token of another client.',
  why: 'Everybody can call himself by the client_id of a public client. Where that is enough, whoever finds a token in a log signs its user out. RFC 7009 2.1 makes the server check that the token was issued to the client that asks, whether it authenticates or not.',
  fix: 'Compare the client of the token with the client of the request, also where that needs no secret, and answer invalid_grant.',
  requirements: ['rfc7009-2.1-other-clients-token'],
  needs: ['authorization_code', 'confidential_client', 'public_client', 'revocation', 'refresh_token'],
  tries: ['failed_client_authentication'],
  alone: true,
  detects: ['lets-public-clients-revoke-any-token', 'revokes-tokens-of-other-clients', 'revokes-without-client-authentication'],
  async act({ client, publicClient, skip }) {
    const another = async () =>
      (await client.tokens()).refresh_token ?? skip('no refresh token was issued', 'scopes.refresh: what yields one')
    const honest = await client.refresh({ refresh_token: await another() })
    const own = await client.revoke({ token: await another() })
    const refresh_token = await another()
    const answer = await publicClient.revoke({ token: refresh_token })
    return { honest, own, answer, after: await client.refresh({ refresh_token }) }
  },
  control: ({ honest, own }) => issued(honest) && served(own),
  verify: ({ answer, after }) => keptFromOthers(answer, after),
})
