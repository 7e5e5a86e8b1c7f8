import { issued, leadsOn, newestRefreshToken, scenario } from '#harness'

export default scenario({
  title: 'The refresh token that a refresh gives can be used in its turn.',
  why: 'A client replaces its refresh token by the one in the answer. When that one is dead, its user has to sign in again after the second hour, and nothing in the answer said so. RFC 6749 6.',
  fix: 'Store the refresh token that is sent, and revoke the old one only after that.',
  requirements: ['rfc6749-6-refresh-grant-works'],
  needs: ['authorization_code', 'refresh_token'],
  detects: ['returns-dead-refresh-token'],
  async act({ client, skip }) {
    const { answer, refresh_token } = await client.tokens()
    if (!refresh_token) return skip('no refresh token was issued', 'scopes.refresh: what yields one')
    const chain = [answer]
    for (let round = 0; round < 2; round++) chain.push(await client.refresh({ refresh_token: newestRefreshToken(chain) }))
    return { chain }
  },
  control: ({ chain }) => issued(chain[0]),
  verify: ({ chain }) => leadsOn(chain),
})
