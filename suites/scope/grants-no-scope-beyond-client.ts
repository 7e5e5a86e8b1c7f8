import { arrivedWithCode, lacksScope, refusedByRedirect, scenario, shownGrant } from '#harness'

export default scenario({
  title: 'A client does not get a scope that its registration excludes.',
  why: 'Scopes of administrators are kept from ordinary clients by their registration. If asking is enough, one careless click of a user hands them over. RFC 7591 2, RFC 6749 3.3.',
  fix: 'Intersect the requested scope with the client’s registered one before the user is asked; answer invalid_scope, or grant the rest and name it.',
  requirements: ['rfc7591-2-client-scope-limit'],
  needs: ['authorization_code', 'scope_not_allowed'],
  detects: ['grants-scope-beyond-client'],
  async act(t) {
    const { client, scopes } = t
    const honest = await client.authorize()
    const excluded = scopes.notAllowed ?? ''
    const landing = await client.authorize({ scope: [scopes.grantable[0], scopes.refresh, excluded].filter(Boolean).join(' ') })
    if (!landing.code) return { honest, excluded, landing }
    const answer = await client.token({ code: landing.code })
    return { honest, excluded, landing, grant: await shownGrant(t, client, answer) }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ excluded, landing, grant }, { facts }) =>
    grant ? lacksScope(grant, excluded, facts) : refusedByRedirect(landing, 'invalid_scope', 'unauthorized_client', 'access_denied'),
})
