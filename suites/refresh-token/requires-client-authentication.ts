import { alteredSecret, credentials, issued, onlyClientId, refused, scenario, withoutAuthentication } from '#harness'

export default scenario({
  title: 'A confidential client refreshes only when it authenticates.',
  why: 'Refresh tokens live for months and lie in databases and logs. The secret of the client is all that keeps a stolen one from working. RFC 6749 6 and 10.4 demand it with each refresh.',
  fix: 'Authenticate the client before the grant_type is looked at, by the same code for all of them, and answer invalid_client.',
  requirements: ['rfc6749-6-client-auth-required'],
  needs: ['authorization_code', 'confidential_client', 'refresh_token'],
  tries: ['failed_client_authentication'],
  detects: ['accepts-any-client-secret-on-refresh'],
  cases: {
    'only client_id': {
      change: onlyClientId(),
      accepts: ['invalid_client'],
      detects: ['refreshes-without-client-authentication', 'accepts-missing-client-authentication'],
    },
    'an altered secret': {
      change: alteredSecret('middle character changed'),
      accepts: ['invalid_client'],
      detects: ['refreshes-without-client-authentication', 'accepts-any-client-secret'],
    },
    'an empty secret': {
      change: credentials({ client_secret: '' }),
      accepts: ['invalid_client'],
      detects: ['refreshes-without-client-authentication', 'accepts-empty-client-secret', 'accepts-any-client-secret'],
    },
    'no word of the client': {
      change: withoutAuthentication,
      accepts: ['invalid_client', 'invalid_request'],
      detects: ['refreshes-for-nobody', 'accepts-missing-client-authentication'],
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
