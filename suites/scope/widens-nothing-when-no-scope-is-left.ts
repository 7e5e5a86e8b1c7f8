import {
  arrivedWithCode,
  broken,
  held,
  issued,
  lesser,
  noted,
  refusedByRedirect,
  scenario,
  showing,
  shownGrant,
  showsScope,
} from '#harness'

export default scenario({
  title: 'A request for nothing but unknown scopes gets no more than a request without scope.',
  why: 'Where unknown values are left out and an empty list means no limit, nonsense opens everything. RFC 6749 3.3 lets a server ignore scope in part, never to the advantage of the request, and 4.1.2.1 answers with invalid_scope.',
  fix: 'Answer invalid_scope when no requested value is left, or fall back to the default scope and name it.',
  requirements: ['rfc6749-4.1.2.1-unknown-scope'],
  needs: ['authorization_code'],
  detects: ['grants-everything-when-no-scope-is-left', 'shows-unknown-scope-as-page'],
  async act(t) {
    const { client, scopes } = t
    const grantable = [...scopes.grantable]
    const honest = await client.authorize()
    const landing = await client.authorize({ scope: scopes.unknown })
    if (!landing.code) return { honest, grantable, landing }
    const grant = await shownGrant(t, client, await client.token({ code: landing.code }))
    const omitted = await client.authorize({ scope: undefined })
    if (!omitted.code) return { honest, grantable, landing, grant }
    return { honest, grantable, landing, grant, usual: await shownGrant(t, client, await client.token({ code: omitted.code })) }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ grantable, landing, grant, usual }, { facts }) => {
    if (!grant) return refusedByRedirect(landing, 'invalid_scope')
    if (!issued(grant[0])) return [held('no token for unknown scopes', grant[0]?.n)]
    const more = grantable.filter((value) => showing(grant, value, facts) && !showing(usual ?? [], value, facts))
    if (more.length === 0) return [noted('a request for nothing but unknown scopes gets what one without scope gets', grant[0]?.n)]
    if (usual?.[0] && issued(usual[0]) && !showsScope(usual, facts))
      return [noted('nothing shows what a request without scope gets', usual[0].n)]
    const finding = [broken('no more than without scope', `"${more.join(' ')}" too`, grant[0]?.n)]
    return usual ? finding : lesser(finding)
  },
})
