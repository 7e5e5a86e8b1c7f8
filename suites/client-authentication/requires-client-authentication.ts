import { credentials, inBody, inTurn, issued, onlyClientId, refused, scenario, withoutAuthentication } from '#harness'

export default scenario({
  title: 'A confidential client gets tokens only when it authenticates.',
  why: 'A client_id is public. If it is enough, or an empty secret is, whoever intercepts a code redeems it. RFC 6749 3.2.1 and 4.1.3 oblige confidential clients to authenticate, with PKCE or without.',
  fix: 'Decide by the registration, not by the request, whether a client has to authenticate, and answer invalid_client when credentials are missing or empty.',
  requirements: ['rfc6749-4.1.3-confidential-must-authenticate'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  cases: {
    'only client_id': {
      change: onlyClientId(),
      accepts: ['invalid_client'],
      detects: ['accepts-missing-client-authentication'],
    },
    'an empty secret': {
      change: credentials({ client_secret: '' }),
      accepts: ['invalid_client'],
      detects: ['accepts-empty-client-secret', 'accepts-any-client-secret'],
    },
    'an empty secret in the body': {
      change: inTurn(inBody, credentials({ client_secret: '' })),
      accepts: ['invalid_client', 'invalid_request'],
      detects: ['accepts-empty-client-secret'],
    },
    'an operator in brackets in the place of the secret': {
      change: inTurn(onlyClientId(), { 'client_secret[$ne]': 'no-such-secret' }),
      accepts: ['invalid_client', 'invalid_request'],
      detects: ['reads-operators-in-brackets', 'accepts-missing-client-authentication'],
    },
    'no word of the client': {
      change: withoutAuthentication,
      accepts: ['invalid_client', 'invalid_request'],
      detects: ['accepts-missing-client-authentication'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { row }) => refused(answer, ...(row.accepts ?? [])),
})
