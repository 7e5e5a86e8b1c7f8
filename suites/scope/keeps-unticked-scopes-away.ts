import { issued, lacksScope, lacksScopeIfShown, noted, scenario, showing, shownGrant, tookAway, withUnticked } from '#harness'

export default scenario({
  title: 'A scope that the user left unticked does not come back at the token endpoint.',
  why: 'Where a server keeps the request beside the consent, a later step may take the one for the other, and the client gets what the user refused. RFC 6749 3.3 and 4.1.3: nothing beyond what the resource owner granted.',
  fix: 'Store the granted scope with the code, and the requested one nowhere.',
  requirements: ['rfc6749-4.1.3-scope-not-widened-at-token'],
  needs: ['authorization_code', 'two_scopes'],
  session: 'own',
  detects: [
    'widens-up-to-the-requested-scope',
    'ignores-narrowed-consent',
    'widens-scope-at-token-endpoint',
    'takes-no-ticked-scope-for-all',
  ],
  async act(t) {
    const { client, scopes } = t
    const [kept = '', taken = ''] = scopes.grantable
    const scope = `${kept} ${taken}`
    const whole = await client.asked().authorize({ scope })
    const full = await shownGrant(t, client, await client.token({ code: whole.code }))
    const less = await withUnticked(client, [taken], { scope }, async (landing) => {
      if (!landing.code) return { landing }
      const widened = await shownGrant(t, client, await client.token({ code: landing.code, scope }))
      const nothing = await client.asked().narrow([kept, taken], { scope })
      if (!nothing.code) return { landing, widened, nothing }
      return { landing, widened, nothing, all: await shownGrant(t, client, await client.token({ code: nothing.code })) }
    })
    return { taken, whole, full, ...less }
  },
  control: ({ full }) => issued(full[0]),
  verify: ({ taken, whole, full, landing, widened, nothing, all }, { facts }) => {
    if (!widened || !tookAway(taken, landing, whole)) return [noted(`"${taken}" could not be taken away on the consent page`)]
    if (!showing(full, taken, facts)) return [noted(`nothing shows whether "${taken}" is granted`)]
    const rest = nothing && all && tookAway(taken, nothing, whole) ? lacksScopeIfShown(all, taken, facts) : []
    return [...lacksScope(widened, taken, facts), ...rest]
  },
})
