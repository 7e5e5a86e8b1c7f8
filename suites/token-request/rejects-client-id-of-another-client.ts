import { issued, misformed, refused, scenario } from '#harness'

export default scenario({
  title: 'A client that authenticates as itself and names another gets nothing of the other.',
  why: 'Where one part of a server takes the client from the Authorization header and another from the body, a client redeems the codes of another under its own password. RFC 6749 2.3 and 4.1.3.',
  fix: 'Answer invalid_request when client_id in the body is not the client that authenticated.',
  requirements: ['rfc6749-4.1.3-client-id-mismatch'],
  needs: ['authorization_code', 'confidential_client', 'second_client'],
  detects: ['takes-client-id-of-the-body', 'ignores-contradicting-client-id'],
  async act({ client, second, skip }) {
    if (client.token_endpoint_auth_method !== 'client_secret_basic')
      skip('clients.client does not authenticate by HTTP Basic', "clients.client.token_endpoint_auth_method: 'client_secret_basic'")
    const honest = (await client.tokens()).answer
    const other = { client_id: second.client_id }
    const own = await client.token({ code: await client.code() }, other)
    return { honest, own, foreign: await client.token({ code: await second.code() }, other) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ own, foreign }) => [
    ...refused(foreign, 'invalid_request', 'invalid_client', 'invalid_grant'),
    ...(issued(own)
      ? [misformed('a refusal', 'a token, as if no client_id had come', own.n)]
      : refused(own, 'invalid_request', 'invalid_client', 'invalid_grant')),
  ],
})
