import { basic, inBody, issued, noAnswer, noted, scenario, undecided } from '#harness'

export default scenario({
  title: 'It is known whether a client may use another authentication method than the registered one.',
  why: 'RFC 7591 2 registers one method for a client. Basic and the body are equally strong, so that exchanging them is the server’s choice; a stronger method that falls back to a secret is none.',
  fix: 'Nothing has to change. A server that wants one method answers invalid_client to every other one.',
  requirements: ['rfc7591-2-registered-auth-method-enforced'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  detects: ['accepts-unregistered-authentication-method', 'accepts-two-authentication-methods', 'ignores-posted-secret-of-basic-client'],
  async act({ client }) {
    const honest = (await client.tokens()).answer
    const method = client.token_endpoint_auth_method
    const code = await client.code()
    return { honest, method, answer: await client.token({ code }, method === 'client_secret_basic' ? inBody : basic()) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ method, answer }) => {
    const silent = noAnswer(answer)
    if (silent) return [undecided(silent, answer.n)]
    const other = method === 'client_secret_basic' ? 'a secret in the body' : 'HTTP Basic'
    return [noted(`registered for ${method}, the client ${issued(answer) ? 'may use' : 'may not use'} ${other}`, answer.n)]
  },
})
