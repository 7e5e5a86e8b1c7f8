import { about, issued, lacksScopeIfShown, noted, scenario, showing, shownGrant, tookAway, withUnticked } from '#harness'

export default scenario({
  title: 'A scope that the user left unticked does not come back by a refresh.',
  why: 'A refresh happens without the user. If it goes back to what was asked for, or to all that the client may have, the consent lasted for one token. RFC 6749 6: without scope a refresh means the scope that was originally granted.',
  fix: 'Store the granted scope with the refresh token and take the scope of refreshed tokens from there.',
  requirements: ['rfc6749-4.1.3-scope-not-widened-at-token', 'rfc6749-6-scope-not-exceeded'],
  needs: ['authorization_code', 'refresh_token', 'two_scopes'],
  detects: ['refreshes-to-all-scopes-of-client', 'ignores-narrowed-consent'],
  async act(t) {
    const { client, scopes } = t
    const [kept = '', taken = ''] = scopes.grantable
    const scope = [kept, taken, scopes.refresh].filter(Boolean).join(' ')
    const whole = await client.asked().authorize({ scope })
    const full = await shownGrant(t, client, await client.token({ code: whole.code }))
    const less = await withUnticked(client, [taken], { scope }, async (landing) => {
      if (!landing.code) return { landing }
      const { refresh_token } = await client.tokens({ code: landing.code })
      if (!refresh_token) return { landing }
      return { landing, refreshed: await shownGrant(t, client, await client.refresh({ refresh_token })) }
    })
    return { taken, whole, full, ...less }
  },
  control: ({ full }) => issued(full[0]),
  verify: ({ taken, whole, full, landing, refreshed }, { facts }) => {
    if (!tookAway(taken, landing, whole)) return [noted(`"${taken}" could not be taken away on the consent page`)]
    if (!refreshed) return [noted('a smaller grant brought no refresh token')]
    if (!showing(full, taken, facts)) return [noted(`nothing shows whether "${taken}" is granted`)]
    return about('rfc6749-6-scope-not-exceeded', lacksScopeIfShown(refreshed, taken, facts))
  },
})
