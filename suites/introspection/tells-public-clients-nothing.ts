import { active, errorCode, inactive, issued, lesser, onlyClientId, scenario, toldNothing } from '#harness'

export default scenario({
  title: 'The name of a public client opens no introspection.',
  why: 'Everybody knows the client_id of a public client. Where it is enough, anybody tries tokens one after another and reads of each that lives whose it is and what it opens. RFC 7662 2.1 and 4.',
  fix: 'Take introspection requests of clients that authenticate, and answer all others with 401.',
  requirements: ['rfc7662-2.1-authorization-required'],
  needs: ['authorization_code', 'introspection', 'public_client'],
  tries: ['failed_client_authentication'],
  detects: ['lets-public-clients-introspect', 'lets-public-clients-introspect-anything', 'introspects-without-authentication'],
  async act({ client, publicClient, skip }) {
    const { access_token } = await client.tokens()
    const honest = await client.introspect({ token: access_token })
    if (inactive(honest) || errorCode(honest) === 'unsupported_token_type')
      skip('introspection does not show this client its own token', 'clients.client.introspection: a client that may introspect')
    const named = onlyClientId(publicClient.client_id)
    const other = await client.introspect({ token: access_token }, named)
    const { answer: issue, access_token: token } = await publicClient.tokens()
    return { honest, issue, other, own: await client.introspect({ token }, named) }
  },
  control: ({ honest, issue }) => active(honest) && issued(issue),
  verify: ({ own, other }) => [...toldNothing(other), ...lesser(toldNothing(own))],
})
