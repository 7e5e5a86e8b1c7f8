import { about, broken, carriedScope, issued, lacksScope, namedScope, noted, scenario, showing, shownGrant, tookAway } from '#harness'

export default scenario({
  title: 'A token response names the granted scope when it is not the requested one.',
  why: 'A client that is not told of a smaller scope believes in rights it lacks, and one whose user took a scope away must not get it. RFC 6749 3.3 and 5.1 make the server say what it granted.',
  fix: 'Grant what the user left ticked, and put the scope of the token into the response whenever it differs from the request.',
  requirements: ['rfc6749-3.3-scope-returned-when-different', 'rfc6749-4.1.3-scope-not-widened-at-token'],
  needs: ['authorization_code', 'two_scopes'],
  detects: ['omits-changed-scope', 'ignores-narrowed-consent'],
  async act(t) {
    const { client, scopes } = t
    const [kept = '', taken = ''] = scopes.grantable
    const landing = await client.asked().narrow([taken], { scope: `${kept} ${taken}` })
    const narrowed = landing.code ? await shownGrant(t, client, await client.token({ code: landing.code })) : []
    const whole = await client.asked().authorize({ scope: `${kept} ${taken}` })
    const full = await shownGrant(t, client, await client.token({ code: whole.code }))
    return { taken, landing, narrowed, whole, full }
  },
  control: ({ full }) => issued(full[0]),
  verify: ({ taken, landing, narrowed, whole, full }, { facts }) => {
    if (!issued(narrowed[0]) || !tookAway(taken, landing, whole)) return [noted(`"${taken}" could not be taken away on the consent page`)]
    if (!showing(full, taken, facts)) return [noted(`nothing shows whether "${taken}" is granted`)]
    const rights = lacksScope(narrowed, taken, facts)
    if (rights.some((finding) => finding.is === 'violated' && finding.part === 'effect'))
      return about('rfc6749-4.1.3-scope-not-widened-at-token', rights)
    const named = namedScope(narrowed[0])
    if (named && !named.has(taken)) return rights
    if (!carriedScope(full[0], facts)?.has(taken)) return [noted('only introspection shows the smaller scope')]
    return [broken(`a scope without "${taken}" in the response`, named ? `"${taken}" in it` : 'no scope in it', narrowed[0]?.n)]
  },
})
