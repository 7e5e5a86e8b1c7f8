import { active, issued, onlyClientId, scenario, toldNothing } from '#harness'

export default scenario({
  title: 'The name of a public client opens no introspection.',
  why: 'Everybody knows the client_id of a public client. Where it is enough, anybody tries tokens one after another and reads of each that lives whose it is and what it opens. RFC 7662 2.1 and 4.',
  fix: 'Take introspection requests of clients that authenticate, and answer all others with 401.',
  requirements: ['rfc7662-2.1-authorization-required'],
  needs: ['authorization_code', 'introspection', 'public_client'],
  tries: ['failed_client_authentication'],
  detects: ['lets-public-clients-introspect', 'introspects-without-authentication'],
  async act({ client, publicClient, skip }) {
    const { access_token } = await client.tokens()
    const honest = await client.introspect({ token: access_token })
    if (!active(honest))
      skip('introspection does not show this client its own token', 'clients.client.introspection: a client that may introspect')
    const named = onlyClientId(publicClient.client_id)
    const issue = await publicClient.tokens()
    const own = await client.introspect({ token: issue.access_token }, named)
    return { honest, issue: issue.answer, own, other: await client.introspect({ token: access_token }, named) }
  },
  control: ({ honest, issue }) => active(honest) && issued(issue),
  verify: ({ own, other }) => [
    ...toldNothing(other),
    ...toldNothing(own).map((finding) => (finding.is === 'violated' ? { ...finding, severity: 'medium' as const } : finding)),
  ],
})
