import { about, issued, keepsScope, lacksScopeIfShown, noted, scenario, showing, shownGrant, unshown } from '#harness'

export default scenario({
  title: 'A refresh without scope yields the scope that was granted, no less and no more.',
  why: 'A client that asks for nothing in particular expects what its user approved. With less it fails at random; with whatever it is registered for, a refresh adds rights that nobody was asked about. RFC 6749 6 treats an omitted scope as the original one.',
  fix: 'Store the granted scope with the grant, and take it when a refresh request names none.',
  requirements: ['rfc6749-6-omitted-scope-equals-original', 'rfc6749-6-scope-not-exceeded'],
  needs: ['authorization_code', 'refresh_token', 'two_scopes'],
  detects: ['refreshes-to-default-scope', 'refreshes-to-all-scopes-of-client'],
  async act(t) {
    const { client, scopes, skip } = t
    const [less = '', more = ''] = scopes.grantable
    const refreshed = async (...values: string[]) => {
      const scope = [...values, scopes.refresh].filter(Boolean).join(' ')
      const { answer, refresh_token } = await client.tokens({ code: await client.code({ scope }) })
      if (!refresh_token) return skip('no refresh token was issued', 'scopes.refresh: what yields one')
      const before = await shownGrant(t, client, answer)
      return { before, after: await shownGrant(t, client, await client.refresh({ refresh_token })) }
    }
    const narrow = await refreshed(less)
    const wide = await refreshed(less, more)
    return { more, narrow: narrow.before, afterNarrow: narrow.after, wide: wide.before, afterWide: wide.after }
  },
  control: ({ narrow, wide, afterNarrow, afterWide }) => [narrow, wide, afterNarrow, afterWide].every(([answer]) => issued(answer)),
  verify({ more, narrow, afterNarrow, wide, afterWide }, { facts }) {
    if (showing(narrow, more, facts)) return [noted(`"${more}" is granted unasked: name other values in scopes.grantable`)]
    if (!showing(wide, more, facts)) return unshown(more, wide)
    return [...keepsScope(afterWide, more, facts), ...about('rfc6749-6-scope-not-exceeded', lacksScopeIfShown(afterNarrow, more, facts))]
  },
})
