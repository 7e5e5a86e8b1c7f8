import { issued, repeatsNoSecret, scenario } from '#harness'

export default scenario({
  title: 'Answers of the revocation endpoint do not repeat the token.',
  why: 'Gateways log header fields of answers. Where a revocation is refused, comes late or ends only one of two tokens, what is named there still opens doors. RFC 6749 10.3 keeps tokens confidential in transit and in storage.',
  fix: 'Answer a revocation with status 200 and an empty body, and name no token in header fields.',
  requirements: ['rfc6749-5.2-no-secrets-in-errors'],
  needs: ['authorization_code', 'revocation'],
  alone: true,
  detects: ['repeats-revoked-tokens-in-headers', 'names-the-other-token-when-it-revokes-one'],
  async act({ client }) {
    const { answer: honest, access_token } = await client.tokens()
    const access = await client.revoke({ token: access_token })
    const { refresh_token } = await client.tokens()
    return { honest, access, ...(refresh_token && { refresh: await client.revoke({ token: refresh_token }) }) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ access, refresh }) => [access, ...(refresh ? [refresh] : [])].flatMap((answer) => repeatsNoSecret(answer)),
})
