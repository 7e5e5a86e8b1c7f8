import { authenticated, basic, issued, noted, scenario, spelledLikeTheForm } from '#harness'

export default scenario({
  title: 'Every spelling that form-decodes to the credentials authenticates a client.',
  why: 'Libraries write a space as %20 or as a plus and escapes in either letter case, and leave the colons of a secret alone. A server that undoes one spelling only locks the others out. RFC 6749 2.3.1 with appendix B, RFC 7617 2.',
  fix: 'Divide Basic credentials at the first colon, then turn plus into space and decode every percent escape in both halves, once.',
  requirements: ['rfc6749-2.3.1-basic-form-encoding'],
  needs: ['authorization_code', 'second_client'],
  tries: ['failed_client_authentication'],
  detects: ['compares-basic-credentials-as-encoded'],
  cases: {
    'a space as %20': { change: basic({ encoding: 'space as %20' }), detects: ['compares-basic-credentials-as-encoded'] },
    'a colon in the secret as it is': { change: basic({ encoding: 'colon as it is' }), detects: ['divides-basic-at-the-last-colon'] },
    'every character escaped in lower case': {
      change: basic({ encoding: 'every character in lower case' }),
      detects: ['knows-escapes-in-upper-case-only'],
    },
  },
  async act({ second, skip }, { change }) {
    if (second.token_endpoint_auth_method !== 'client_secret_basic')
      skip('clients.second_client does not use HTTP Basic', "clients.second_client.token_endpoint_auth_method: 'client_secret_basic'")
    const code = await second.code()
    return { answer: await second.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { facts }) =>
    spelledLikeTheForm(answer, facts)
      ? [noted('the second client’s credentials hold no character that this spelling changes', answer.n)]
      : authenticated(answer, 'lesser'),
})
