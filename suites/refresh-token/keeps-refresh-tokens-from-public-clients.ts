import { issued, refused, scenario } from '#harness'

export default scenario({
  title: 'A public client cannot use the refresh token of another client by naming itself.',
  why: 'A public client proves nothing about itself. If its client_id is not compared, whoever stole the refresh token of a confidential client needs no secret any more. RFC 6749 6 binds the token to its client.',
  fix: 'Compare client_id of the request with the client of the refresh token, whether or not that client authenticates.',
  requirements: ['rfc6749-6-bound-to-client'],
  needs: ['authorization_code', 'refresh_token', 'public_client', 'confidential_client'],
  detects: ['accepts-refresh-token-of-other-client-from-public-client', 'accepts-refresh-token-of-other-client'],
  async act({ client, publicClient, skip }) {
    const own = await publicClient.tokens()
    const theirs = own.refresh_token ? await publicClient.refresh({ refresh_token: own.refresh_token }) : own.answer
    const { refresh_token } = await client.tokens()
    if (!refresh_token) return skip('no refresh token was issued', 'scopes.refresh: what yields one')
    return { theirs, answer: await publicClient.refresh({ refresh_token }) }
  },
  control: ({ theirs }) => issued(theirs),
  verify: ({ answer }) => refused(answer, 'invalid_grant', 'unauthorized_client', 'invalid_client'),
})
