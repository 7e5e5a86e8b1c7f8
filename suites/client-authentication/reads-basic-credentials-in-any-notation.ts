import { authenticated, basic, issued, scenario } from '#harness'

export default scenario({
  title: 'HTTP Basic credentials are understood in any letter case of the scheme and any form-encoding of their characters.',
  why: 'Clients write the scheme and encode the credentials as their library does. A server that compares the notation locks honest clients out. RFC 9110 11.1 and RFC 6749 2.3.1 with appendix B.',
  fix: 'Compare the scheme without letter case, decode base64, split at the first colon and form-decode both halves before anything is compared.',
  requirements: ['rfc6749-2.3.1-basic-scheme-case', 'rfc6749-2.3.1-basic-form-encoding'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  cases: {
    'the scheme in lower case': {
      change: basic({ scheme: 'basic' }),
      detects: ['compares-basic-scheme-with-case'],
    },
    'the scheme in upper case': {
      change: basic({ scheme: 'BASIC' }),
      detects: ['compares-basic-scheme-with-case'],
    },
    'every character percent-encoded': {
      change: basic({ encoding: 'every character' }),
      requirement: 'rfc6749-2.3.1-basic-form-encoding',
      detects: ['does-not-decode-basic-credentials', 'compares-basic-credentials-as-encoded'],
    },
  },
  async act({ client, skip }, { change }) {
    if (client.token_endpoint_auth_method !== 'client_secret_basic')
      skip('clients.client does not use HTTP Basic', "clients.client.token_endpoint_auth_method: 'client_secret_basic'")
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { row }) => authenticated(answer, row.requirement ? 'lesser' : 'must'),
})
