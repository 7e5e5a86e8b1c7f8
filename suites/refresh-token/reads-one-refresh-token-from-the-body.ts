import { type Change, issued, mapped, misformed, randomValue, refused, scenario } from '#harness'

const inUri: Change = (message) => {
  const pairs = typeof message.body === 'string' ? [] : message.body
  const [moved, kept] = [pairs.filter(([name]) => name === 'refresh_token'), pairs.filter(([name]) => name !== 'refresh_token')]
  return { ...message, query: [...message.query, ...moved], body: kept }
}

export default scenario({
  title: 'A refresh request has one refresh token, in its body.',
  why: 'Of two copies one part of a server checks the first and another uses the second. A token in the request URI stays in logs for as long as they are kept, and a request without one must not find one by itself. RFC 6749 3.2 and 6.',
  fix: 'Read refresh_token from the form in the body, and answer invalid_request unless it is there exactly once and not empty.',
  requirements: ['rfc6749-6-invalid-refresh-token', 'rfc6749-3.2-token-duplicate-params', 'rfc6749-4.1.3-body-parameters-only'],
  needs: ['authorization_code', 'refresh_token'],
  detects: ['accepts-repeated-parameters-on-refresh'],
  cases: {
    'no refresh_token': {
      change: { refresh_token: undefined },
      accepts: ['invalid_request'],
      detects: ['refreshes-without-refresh-token'],
    },
    'an empty refresh_token': {
      change: { refresh_token: '' },
      accepts: ['invalid_request', 'invalid_grant'],
      detects: ['refreshes-without-refresh-token'],
    },
    'the right refresh_token and an invented one': {
      change: mapped('refresh_token', (token) => [token, randomValue()]),
      accepts: ['invalid_request'],
      requirement: 'rfc6749-3.2-token-duplicate-params',
      detects: ['accepts-repeated-refresh-token'],
    },
    'refresh_token in the request URI': {
      change: inUri,
      accepts: ['invalid_request', 'invalid_grant'],
      requirement: 'rfc6749-4.1.3-body-parameters-only',
      detects: ['accepts-parameters-in-query'],
    },
  },
  async act({ client, skip }, { change }) {
    const { refresh_token } = await client.tokens()
    if (!refresh_token) return skip('no refresh token was issued', 'scopes.refresh: what yields one')
    return { answer: await client.refresh({ refresh_token }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { row }) =>
    issued(answer) && row.requirement === 'rfc6749-3.2-token-duplicate-params'
      ? [misformed('error "invalid_request"', 'a token for one of the copies', answer.n)]
      : refused(answer, ...(row.accepts ?? [])),
})
