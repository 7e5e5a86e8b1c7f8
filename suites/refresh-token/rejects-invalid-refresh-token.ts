import { issued, refused, scenario } from '#harness'

export default scenario({
  title: 'An access token or a code is no refresh token.',
  why: 'If an access token or an authorization code will do as well, whoever sees the short-lived one has the long-lived one, and a code escapes its verifier and its single use. RFC 6749 6 and 5.2.',
  fix: 'Look refresh tokens up among refresh tokens only, and answer invalid_grant to everything else.',
  requirements: ['rfc6749-6-invalid-refresh-token'],
  needs: ['authorization_code', 'refresh_token'],
  detects: ['accepts-code-as-refresh-token', 'accepts-access-token-as-refresh-token', 'accepts-invented-refresh-token'],
  async act({ client, skip }) {
    const { access_token, refresh_token } = await client.tokens()
    const honest = await client.refresh({
      refresh_token: refresh_token ?? skip('no refresh token was issued', 'scopes.refresh: what yields one'),
    })
    const byAccessToken = await client.refresh({ refresh_token: access_token })
    const byCode = await client.refresh({ refresh_token: await client.code() })
    return { honest, byAccessToken, byCode }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ byAccessToken, byCode }) => [byAccessToken, byCode].flatMap((answer) => refused(answer, 'invalid_grant', 'invalid_request')),
})
