import { basic, inTurn, issued, noAnswer, noted, scenario, undecided, withHeader } from '#harness'

const wrong = withHeader('authorization', `Basic ${btoa('no-such-client:no-such-secret')}`)

export default scenario({
  title: 'It is known which of two Authorization fields a server reads.',
  why: 'HTTP allows one field (RFC 9110 5.3, 11.6.2) and software differs in what it makes of two: the first, the last, or a refusal. Where a proxy reads one and the server behind it the other, the proxy authenticates somebody else.',
  fix: 'Refuse a request with two Authorization fields, at the proxy and at the server.',
  requirements: ['rfc9110-malformed-basic-header'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  detects: [
    'reads-one-authorization-field-only',
    'accepts-two-authentication-methods',
    'verifies-nothing-when-two-methods-come',
    'mixes-credentials-of-two-clients',
  ],
  async act({ client, skip }) {
    if (client.token_endpoint_auth_method !== 'client_secret_basic')
      skip('clients.client does not use HTTP Basic', "clients.client.token_endpoint_auth_method: 'client_secret_basic'")
    const honest = (await client.tokens()).answer
    const rightFirst = await client.token({ code: await client.code() }, inTurn(wrong, basic({ place: 'first' })))
    return { honest, rightFirst, rightLast: await client.token({ code: await client.code() }, inTurn(wrong, basic({ place: 'last' }))) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ rightFirst, rightLast }) => {
    const silent = noAnswer(rightFirst) ?? noAnswer(rightLast)
    if (silent) return [undecided(silent)]
    const counts = [issued(rightFirst) && 'the first', issued(rightLast) && 'the last'].filter(Boolean)
    return [
      noted(
        `of two Authorization fields ${counts.length > 0 ? `${counts.join(' and ')} is read` : 'neither is read: the request is refused'}`,
        rightLast.n,
      ),
    ]
  },
})
