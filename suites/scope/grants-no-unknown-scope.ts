import { arrivedWithCode, lacksScope, misformed, refusedByRedirect, scenario, shownGrant } from '#harness'

export default scenario({
  title: 'A scope value that the server does not know is not granted.',
  why: 'A resource server trusts the scope of a token. If a client can have any word written into it, it names its own rights. RFC 6749 3.3 leaves the granting to the server, and 4.1.2.1 answers unknown values with invalid_scope.',
  fix: 'Check each value of scope against those that exist; answer invalid_scope, or leave the unknown ones out and name the granted scope.',
  requirements: ['rfc6749-4.1.2.1-unknown-scope'],
  needs: ['authorization_code'],
  detects: ['grants-unknown-scope', 'shows-unknown-scope-as-page'],
  async act(t) {
    const { client, scopes } = t
    const honest = await client.authorize()
    const { unknown } = scopes
    const landing = await client.authorize({ scope: [scopes.grantable[0], scopes.refresh, unknown].filter(Boolean).join(' ') })
    if (!landing.code) return { honest, unknown, landing }
    return { honest, unknown, landing, grant: await shownGrant(t, client, await client.token({ code: landing.code })) }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ unknown, landing, grant }, { facts }) => {
    if (!grant) return refusedByRedirect(landing, 'invalid_scope')
    return lacksScope(grant, unknown, facts).map((finding) =>
      finding.is === 'violated' ? misformed(finding.expected, finding.seen, finding.n) : finding,
    )
  },
})
