import { issued, noted, redeemed, scenario } from '#harness'

export default scenario({
  title: 'A refresh token that is issued yields a new access token.',
  why: 'A client that was given a refresh token relies on it when the access token ends, and sends its user through sign-in again when it was a dud. Issuing none is a choice. RFC 6749 1.5, 5.1 and 6.',
  fix: 'Store each refresh token with its grant and redeem it by grant_type=refresh_token, or issue none.',
  requirements: ['rfc6749-6-refresh-grant-works'],
  needs: ['authorization_code'],
  detects: ['refresh-token-is-refused-always'],
  async act({ client }) {
    const { answer, refresh_token } = await client.tokens()
    return refresh_token ? { answer, refreshed: await client.refresh({ refresh_token }) } : { answer }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer, refreshed }) => (refreshed ? redeemed(refreshed) : [noted('no refresh token was issued', answer.n)]),
})
