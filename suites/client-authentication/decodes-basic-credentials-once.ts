import { basic, issued, lesser, noted, refused, scenario, spelledLikeTheForm } from '#harness'

export default scenario({
  title: 'Basic credentials are decoded once.',
  why: 'Where they are decoded until nothing looks encoded any more, two secrets become one, and secrets with a percent sign stop working. RFC 6749 2.3.1: the client encodes once.',
  fix: 'Form-decode client_id and client_secret exactly once, whatever comes out.',
  requirements: ['rfc6749-2.3.1-basic-form-encoding'],
  needs: ['authorization_code', 'second_client'],
  tries: ['failed_client_authentication'],
  detects: ['accepts-unknown-client', 'reports-unknown-client-as-invalid-request'],
  cases: {
    'the credentials encoded twice': {
      change: basic({ encoding: 'twice' }),
      accepts: ['invalid_client'],
      detects: ['decodes-basic-credentials-twice'],
    },
  },
  async act({ second, skip }, { change }) {
    if (second.token_endpoint_auth_method !== 'client_secret_basic')
      skip('clients.second_client does not use HTTP Basic', "clients.second_client.token_endpoint_auth_method: 'client_secret_basic'")
    const code = await second.code()
    return { answer: await second.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { facts, row }) => {
    if (spelledLikeTheForm(answer, facts)) return [noted('the second client’s credentials hold no character that is encoded', answer.n)]
    const findings = refused(answer, ...(row.accepts ?? []))
    return issued(answer) ? lesser(findings) : findings
  },
})
