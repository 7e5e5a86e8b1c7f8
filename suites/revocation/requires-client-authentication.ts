import { alteredSecret, issued, keptFromOthers, newestRefreshToken, onlyClientId, scenario, served, withoutAuthentication } from '#harness'

export default scenario({
  title: 'A token of a confidential client is revoked only when that client authenticates.',
  why: 'Whoever finds a token in a log signs its user out with it, again and again, if nobody is asked for a secret. RFC 7009 2.1 makes the server verify the credentials of confidential clients first.',
  fix: 'Authenticate the client as at the token endpoint before the token is looked up, and answer invalid_client.',
  requirements: ['rfc7009-2.1-client-authentication'],
  needs: ['authorization_code', 'confidential_client', 'revocation', 'refresh_token'],
  tries: ['failed_client_authentication'],
  detects: ['revokes-without-checking-secret'],
  cases: {
    'only client_id': {
      change: onlyClientId(),
      detects: ['revokes-without-client-authentication', 'accepts-missing-client-authentication'],
    },
    'no word of the client': {
      change: withoutAuthentication,
      detects: ['revokes-without-client-authentication', 'accepts-missing-client-authentication'],
    },
    'a wrong secret': {
      change: alteredSecret('middle character changed'),
      detects: ['revokes-without-client-authentication', 'accepts-any-client-secret'],
    },
  },
  async act({ client, skip }, { change }) {
    const first = (await client.tokens()).refresh_token ?? skip('no refresh token was issued', 'scopes.refresh: what yields one')
    const honest = await client.refresh({ refresh_token: first })
    const refresh_token = newestRefreshToken([honest]) ?? first
    const answer = await client.revoke({ token: refresh_token }, change)
    return { honest, answer, after: await client.refresh({ refresh_token }) }
  },
  control: ({ honest, answer }) => issued(honest) && served(answer),
  verify: ({ answer, after }) => keptFromOthers(answer, after),
})
