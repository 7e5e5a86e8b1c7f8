import { errorCode, issued, refused, scenario } from '#harness'

export default scenario({
  title: 'The right password of a user gets a client no token.',
  why: 'A grant that takes passwords teaches users to type them into any application, and goes around every second factor. RFC 9700 2.4 forbids it, and OAuth 2.1 has it no more.',
  fix: 'Remove the password grant and answer unsupported_grant_type.',
  requirements: ['rfc9700-2.4-password-grant-disabled'],
  needs: ['authorization_code'],
  detects: ['offers-password-grant', 'calls-password-grant-invalid'],
  async act({ client, alice }) {
    const honest = (await client.tokens()).answer
    const none = { code: undefined, redirect_uri: undefined, code_verifier: undefined }
    const unknown = await client.token({ ...none, grant_type: 'urn:example:foo' })
    const { username, password } = alice
    return { honest, unknown, answer: await client.token({ ...none, grant_type: 'password', username, password, scope: client.scope }) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ unknown, answer }) =>
    refused(
      answer,
      ...new Set(['unsupported_grant_type', 'unauthorized_client', 'invalid_request', errorCode(unknown) ?? 'invalid_request']),
    ),
})
