import { alteredSecret, credentials, issued, onlyClientId, refused, scenario, withoutAuthentication } from '#harness'

export default scenario({
  title: 'A confidential client refreshes only when it authenticates.',
  why: 'A refresh token lives for months and leaks from logs and backups. The secret is what keeps it useless there, if the server asks for it at each refresh. RFC 6749 3.2.1 and 6 make it ask.',
  fix: 'Authenticate the client before grant_type is looked at, by one piece of code for all grants, and answer invalid_client.',
  requirements: ['rfc6749-4.1.3-confidential-must-authenticate', 'rfc6749-6-client-auth-required', 'rfc6749-5.2-wrong-secret'],
  needs: ['authorization_code', 'confidential_client', 'refresh_token'],
  tries: ['failed_client_authentication'],
  cases: {
    'only client_id': {
      change: onlyClientId(),
      accepts: ['invalid_client'],
      requirement: 'rfc6749-6-client-auth-required',
      detects: ['refreshes-without-client-authentication', 'accepts-missing-client-authentication'],
    },
    'an empty secret': {
      change: credentials({ client_secret: '' }),
      accepts: ['invalid_client'],
      requirement: 'rfc6749-6-client-auth-required',
      detects: ['refreshes-without-client-authentication', 'accepts-empty-client-secret', 'accepts-any-client-secret'],
    },
    'no word of the client': {
      change: withoutAuthentication,
      accepts: ['invalid_client', 'invalid_request'],
      requirement: 'rfc6749-6-client-auth-required',
      detects: ['refreshes-without-client-authentication', 'accepts-missing-client-authentication'],
    },
    'a wrong secret': {
      change: alteredSecret('middle character changed'),
      accepts: ['invalid_client'],
      requirement: 'rfc6749-5.2-wrong-secret',
      detects: ['accepts-any-client-secret'],
    },
  },
  async act({ client, skip }, { change }) {
    const { refresh_token } = await client.tokens()
    if (!refresh_token) return skip('no refresh token was issued', 'scopes.refresh: what yields one')
    return { answer: await client.refresh({ refresh_token }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { row }) => refused(answer, ...(row.accepts ?? [])),
})
