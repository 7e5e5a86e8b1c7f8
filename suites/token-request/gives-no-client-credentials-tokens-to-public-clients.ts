import { issued, refused, scenario } from '#harness'

const noCode = { code: undefined, redirect_uri: undefined, code_verifier: undefined, grant_type: 'client_credentials' }

export default scenario({
  title: 'A public client gets no token by client credentials.',
  why: 'Everybody knows the client_id of a public client, so that everybody would get tokens in its name. RFC 6749 4.4 keeps the grant for confidential clients.',
  fix: 'Answer unauthorized_client to grant_type=client_credentials of a client that does not authenticate.',
  requirements: ['rfc6749-4.4-public-client-no-client-credentials'],
  needs: ['authorization_code', 'public_client'],
  cases: {
    'client_id alone': { change: noCode, detects: ['gives-client-credentials-tokens-to-public-clients'] },
    'client_id and an empty client_secret': {
      change: { ...noCode, client_secret: '' },
      detects: ['gives-client-credentials-tokens-to-public-clients'],
    },
  },
  async act({ publicClient }, { change }) {
    return { answer: await publicClient.token({ code: await publicClient.code() }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => refused(answer, 'unauthorized_client', 'invalid_client', 'unsupported_grant_type', 'invalid_request'),
})
