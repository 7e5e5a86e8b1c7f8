import { arrivedWithCode, broken, held, issued, lesser, noCode, scenario, showing, shownGrant } from '#harness'

export default scenario({
  title: 'A request without scope gets no more than the declared default.',
  why: 'Clients leave scope out because they need little. If nothing means everything, their tokens can do what their makers never knew of. RFC 6749 3.3: a predefined default, which the server should document.',
  fix: 'Grant the documented default scope, not all that the client is registered for.',
  requirements: ['rfc6749-3.3-omitted-scope'],
  needs: ['authorization_code'],
  detects: ['grants-everything-without-scope', 'crashes-without-scope'],
  async act(t) {
    const { client, scopes, skip } = t
    const declared = scopes.default ?? []
    const beyond = scopes.grantable.filter((value) => !declared.includes(value))
    if (declared.length === 0 || beyond.length === 0)
      return skip('no default scope is declared that is less than all', 'scopes.default: what a request without scope gets')
    const honest = await client.authorize()
    const landing = await client.authorize({ scope: undefined })
    if (!landing.code) return { honest, beyond, landing }
    return { honest, beyond, landing, grant: await shownGrant(t, client, await client.token({ code: landing.code })) }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ beyond, landing, grant }, { facts }) => {
    if (!grant) return noCode(landing)
    const more = beyond.filter((value) => showing(grant, value, facts))
    if (issued(grant[0]) && more.length > 0) return lesser([broken('the declared default', `"${more.join(' ')}" too`, grant[0]?.n)])
    return [held('nothing beyond the declared default', grant[0]?.n)]
  },
})
