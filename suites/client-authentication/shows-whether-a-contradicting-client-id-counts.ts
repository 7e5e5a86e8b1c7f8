import { issued, noAnswer, noted, randomValue, scenario, undecided } from '#harness'

export default scenario({
  title: 'It is known whether client_id in the body may contradict the authenticated client.',
  why: 'RFC 6749 3.2.1 lets a client name itself in the body and does not say what a server makes of a name that is not its own. Servers refuse it or do not look; whoever looks at one place only is confused by the other.',
  fix: 'Answer invalid_request or invalid_client when client_id in the body is not the authenticated client.',
  requirements: ['rfc6749-2.3-multiple-methods'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  detects: ['ignores-contradicting-client-id', 'takes-client-id-of-the-body', 'mixes-credentials-of-two-clients'],
  async act({ client, skip }) {
    if (client.token_endpoint_auth_method !== 'client_secret_basic')
      skip('clients.client does not use HTTP Basic', "clients.client.token_endpoint_auth_method: 'client_secret_basic'")
    const honest = (await client.tokens()).answer
    const same = await client.token({ code: await client.code(), client_id: client.client_id })
    return { honest, same, other: await client.token({ code: await client.code(), client_id: `other-${randomValue().slice(0, 12)}` }) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ same, other }) => {
    const silent = noAnswer(same) ?? noAnswer(other)
    if (silent) return [undecided(silent)]
    const taken = (answer: typeof same) => (issued(answer) ? 'is taken' : 'is refused')
    return [noted(`beside HTTP Basic, the client’s own client_id in the body ${taken(same)} and another one ${taken(other)}`, other.n)]
  },
})
