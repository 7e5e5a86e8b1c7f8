import { issued, lacksScopeIfShown, noted, scenario, showing, shownGrant, unshown } from '#harness'

export default scenario({
  title: 'A code in a refresh request adds nothing to the refreshed token.',
  why: 'A token endpoint reads the parameters of all grants. If the scope is looked up by a code that stands beside the refresh token, the code is not even used up: no verifier, no redirect_uri, and a wider token each time. RFC 6749 6 knows no code there.',
  fix: 'Read only the parameters of the grant_type at hand, and take the scope from the grant of the refresh token.',
  requirements: ['rfc6749-6-scope-not-exceeded'],
  needs: ['authorization_code', 'refresh_token', 'two_scopes'],
  detects: ['takes-scope-of-code-beside-refresh-token', 'refreshes-to-all-scopes-of-client'],
  async act(t) {
    const { client, scopes, skip } = t
    const [less = '', more = ''] = scopes.grantable
    const asking = (...values: string[]) => ({ scope: [...values, scopes.refresh].filter(Boolean).join(' ') })
    const wide = await shownGrant(t, client, (await client.tokens({ code: await client.code(asking(less, more)) })).answer)
    const { answer, refresh_token } = await client.tokens({ code: await client.code(asking(less)) })
    if (!refresh_token) return skip('no refresh token was issued', 'scopes.refresh: what yields one')
    const narrow = await shownGrant(t, client, answer)
    const code = await client.code(asking(less, more))
    return { more, wide, narrow, mixed: await shownGrant(t, client, await client.refresh({ refresh_token, code })) }
  },
  control: ({ wide, narrow }) => issued(wide[0]) && issued(narrow[0]),
  verify({ more, wide, narrow, mixed }, { facts }) {
    if (showing(narrow, more, facts)) return [noted(`"${more}" is granted unasked: name other values in scopes.grantable`)]
    if (!showing(wide, more, facts)) return unshown(more, wide)
    return lacksScopeIfShown(mixed, more, facts)
  },
})
