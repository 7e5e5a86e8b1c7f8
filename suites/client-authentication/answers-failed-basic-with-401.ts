import { basic, challengedForBasic, issued, randomValue, scenario } from '#harness'

export default scenario({
  title: 'Failed HTTP Basic authentication is answered with 401 and a challenge for Basic.',
  why: 'HTTP libraries recognise failed authentication by 401 and WWW-Authenticate and try again or tell their user; with another status they take it for a broken request. RFC 6749 5.2, RFC 9110 11.6.1.',
  fix: 'When the request carried an Authorization field, answer invalid_client with status 401 and WWW-Authenticate: Basic realm="…".',
  requirements: ['rfc6749-5.2-401-www-authenticate', 'rfc6749-5.2-wrong-secret', 'rfc6749-5.2-body-auth-failure-status'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  detects: [
    'omits-www-authenticate',
    'names-realm-without-quotation-marks',
    'answers-failed-authentication-with-400',
    'accepts-any-client-secret',
    'challenges-with-other-scheme',
  ],
  async act({ client }) {
    const honest = (await client.tokens()).answer
    const code = await client.code()
    return { honest, answer: await client.token({ code }, basic({ client_secret: randomValue() })) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ answer }, { facts }) => challengedForBasic(answer, facts.metadata),
})
