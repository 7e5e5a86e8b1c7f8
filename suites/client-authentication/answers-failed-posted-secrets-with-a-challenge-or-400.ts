import { challenged, credentials, inBody, inTurn, issued, randomValue, scenario } from '#harness'

export default scenario({
  title: 'Failed authentication by the body is answered with 400, or with 401 and a challenge.',
  why: 'HTTP libraries treat a 401 without WWW-Authenticate as a broken answer, and some wait for a password that nobody asks for. RFC 9110 15.5.2 demands a challenge in every 401; RFC 6749 5.2 allows 400 here.',
  fix: 'Answer invalid_client with 400, or with 401 and a WWW-Authenticate field that names a scheme.',
  requirements: ['rfc6749-5.2-body-auth-failure-status', 'rfc6749-5.2-wrong-secret'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  detects: ['omits-www-authenticate', 'ignores-posted-secret-of-basic-client'],
  async act({ client }) {
    const honest = (await client.tokens()).answer
    const code = await client.code()
    return { honest, answer: await client.token({ code }, inTurn(inBody, credentials({ client_secret: randomValue() }))) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ answer }) => challenged(answer),
})
