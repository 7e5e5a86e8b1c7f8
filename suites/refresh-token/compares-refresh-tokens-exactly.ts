import { issued, mapped, misformed, refused, scenario } from '#harness'

export default scenario({
  title: 'A refresh token is compared as a whole and with its letter case.',
  why: 'A server that takes a refresh token in several spellings compares less than it made random, and a replaced or revoked one may come back in another spelling. RFC 6749 6 and 1.9.',
  fix: 'Compare refresh tokens byte by byte: with a binary collation in a database, without cutting in the code.',
  requirements: ['rfc6749-6-invalid-refresh-token'],
  needs: ['authorization_code', 'refresh_token'],
  cases: {
    'eight characters behind it': {
      change: mapped('refresh_token', (token, { alter }) => alter(token, 'extended')),
      detects: ['compares-beginning-of-refresh-token', 'accepts-invented-refresh-token'],
    },
    'its letters in the other case': {
      change: mapped('refresh_token', (token, { alter }) => alter(token, 'mixed case swapped')),
      detects: ['ignores-letter-case-of-refresh-tokens', 'accepts-invented-refresh-token'],
    },
  },
  async act({ client, skip }, { change }) {
    const { refresh_token } = await client.tokens()
    if (!refresh_token) return skip('no refresh token was issued', 'scopes.refresh: what yields one')
    return { answer: await client.refresh({ refresh_token }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) =>
    issued(answer)
      ? [misformed('error "invalid_grant"', 'a token for a refresh token that was not issued in this spelling', answer.n)]
      : refused(answer, 'invalid_grant', 'invalid_request'),
})
