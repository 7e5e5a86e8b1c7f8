import { credentials, issued, onlyClientId, randomValue, refused, scenario } from '#harness'

export default scenario({
  title: 'A client that was never registered gets no token.',
  why: 'A server that does not insist on a registration gives tokens to anybody who holds a code. RFC 6749 5.2 answers an unknown client with invalid_client, as it does a wrong secret.',
  fix: 'Answer invalid_client when no client is registered under the client_id, in the same words as for a wrong secret.',
  requirements: ['rfc6749-5.2-unknown-client'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  cases: {
    'an unknown client_id with a secret': {
      change: credentials({ client_id: `unknown-${randomValue().slice(0, 12)}` }),
      accepts: ['invalid_client'],
      detects: ['accepts-unknown-client', 'reports-unknown-client-as-invalid-request'],
    },
    'constructor as client_id, which every object knows': {
      change: credentials({ client_id: 'constructor' }),
      accepts: ['invalid_client'],
      detects: ['looks-clients-up-in-a-plain-object', 'accepts-unknown-client', 'reports-unknown-client-as-invalid-request'],
    },
    'an unknown client_id alone': {
      change: onlyClientId(`unknown-${randomValue().slice(0, 12)}`),
      accepts: ['invalid_client'],
      detects: ['accepts-unknown-client', 'accepts-missing-client-authentication', 'reports-unknown-client-as-invalid-request'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { row }) => refused(answer, ...(row.accepts ?? [])),
})
