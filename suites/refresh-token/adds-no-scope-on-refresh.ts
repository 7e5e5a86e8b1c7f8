import { issued, lacksScope, newestRefreshToken, noted, refused, scenario, showing, shownGrant, unshown } from '#harness'

export default scenario({
  title: 'A refresh cannot reach beyond the scope that the user approved.',
  why: 'A refresh happens without the user. Whoever holds the token would add rights to it that nobody was asked about. RFC 6749 6: no scope that was not originally granted.',
  fix: 'Compare the scope of a refresh request with that of its grant, and answer invalid_scope, or leave out what is beyond it and name the rest.',
  requirements: ['rfc6749-6-scope-not-exceeded'],
  needs: ['authorization_code', 'refresh_token', 'two_scopes'],
  detects: ['widens-scope-on-refresh', 'looks-for-scope-as-text-on-refresh'],
  async act(t) {
    const { client, scopes, skip } = t
    const [less = '', more = ''] = scopes.grantable
    const part = less.slice(0, -1)
    const withRefresh = (scope: string) => ({ scope: [scope, scopes.refresh].filter(Boolean).join(' ') })
    const { answer, refresh_token } = await client.tokens({ code: await client.code(withRefresh(less)) })
    if (!refresh_token) return skip('no refresh token was issued', 'scopes.refresh: what yields one')
    const narrow = await shownGrant(t, client, answer)
    const widened = await shownGrant(t, client, await client.refresh({ refresh_token, scope: `${less} ${more}` }))
    const newest = newestRefreshToken([answer, ...widened.slice(0, 1)])
    const parted = part ? await shownGrant(t, client, await client.refresh({ refresh_token: newest, scope: part })) : []
    const wide = await shownGrant(t, client, (await client.tokens({ code: await client.code(withRefresh(`${less} ${more}`)) })).answer)
    return { less, more, part, narrow, widened, parted, wide }
  },
  control: ({ narrow, wide }) => issued(narrow[0]) && issued(wide[0]),
  verify: ({ less, more, part, narrow, widened, parted, wide }, { facts }) => {
    if (showing(narrow, more, facts)) return [noted(`"${more}" is granted with "${less}" unasked: name other values in scopes.grantable`)]
    const invented = parted.length > 0 ? lacksScope(parted, part, facts) : []
    if (!showing(wide, more, facts) && !showing(widened, more, facts)) return [...invented, ...unshown(more, wide)]
    return [...invented, ...(issued(widened[0]) ? lacksScope(widened, more, facts) : refused(widened[0], 'invalid_scope'))]
  },
})
