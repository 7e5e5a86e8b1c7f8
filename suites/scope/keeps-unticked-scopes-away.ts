import { about, issued, lacksScope, noted, scenario, showing, shownGrant, tookAway } from '#harness'

export default scenario({
  title: 'A scope that the user left unticked does not come back, neither at the token endpoint nor by a refresh.',
  why: 'Where a server keeps the request beside the consent, a later step may take the one for the other, and the client gets what the user refused. RFC 6749 3.3 and 6: nothing beyond what the resource owner granted.',
  fix: 'Store the granted scope with the code and with the refresh token, and the requested one nowhere.',
  requirements: ['rfc6749-4.1.3-scope-not-widened-at-token', 'rfc6749-6-scope-not-exceeded'],
  needs: ['authorization_code', 'refresh_token', 'two_scopes'],
  detects: [
    'widens-up-to-the-requested-scope',
    'refreshes-to-the-requested-scope',
    'ignores-narrowed-consent',
    'widens-scope-at-token-endpoint',
  ],
  async act(t) {
    const { client, scopes, skip } = t
    const [kept = '', taken = ''] = scopes.grantable
    const scope = [kept, taken, scopes.refresh].filter(Boolean).join(' ')
    const whole = await client.authorize({ scope })
    const full = await shownGrant(t, client, await client.token({ code: whole.code }))
    const landing = await client.narrow([taken], { scope })
    if (!landing.code)
      return skip(`the user cannot take "${taken}" away`, 'scopes.grantable: values that the consent page lets a user untick')
    const answer = await client.token({ code: landing.code, scope })
    const widened = await shownGrant(t, client, answer)
    const again = await client.narrow([taken], { scope })
    const { refresh_token } = await client.tokens({ code: again.code })
    const refreshed = refresh_token ? await shownGrant(t, client, await client.refresh({ refresh_token })) : []
    return { taken, whole, full, landing, widened, refreshed }
  },
  control: ({ full }) => issued(full[0]),
  verify: ({ taken, whole, full, landing, widened, refreshed }, { facts }) => {
    if (!tookAway(taken, landing, whole)) return [noted(`"${taken}" could not be taken away on the consent page`)]
    if (!showing(full, taken, facts)) return [noted(`nothing shows whether "${taken}" is granted`)]
    const later = refreshed.length > 0 ? about('rfc6749-6-scope-not-exceeded', lacksScope(refreshed, taken, facts)) : []
    return [...lacksScope(widened, taken, facts), ...later]
  },
})
