import {
  about,
  carriedScope,
  type Facts,
  type Grant,
  issued,
  keepsScope,
  misformed,
  namedScope,
  newestRefreshToken,
  noted,
  scenario,
  showing,
  shownGrant,
  unshown,
} from '#harness'

const exaggerates = (narrowed: Grant, more: string, facts: Facts) =>
  showing(narrowed, more, facts) === 'response' && (carriedScope(narrowed[0], facts) ?? namedScope(narrowed[1])) !== undefined

export default scenario({
  title: 'A refresh with less scope leaves the refresh token as it was.',
  why: 'A client takes a narrow token for one service and then the whole one again. If the refresh token shrinks on the way, the user has to sign in for what he approved already. RFC 6749 6: the scope of a new refresh token is identical to that of the one presented.',
  fix: 'Narrow the access token alone, and take the scope of refresh tokens from the grant.',
  requirements: ['rfc6749-6-narrowing-keeps-refresh-scope', 'rfc6749-3.3-scope-returned-when-different'],
  needs: ['authorization_code', 'refresh_token', 'two_scopes'],
  detects: ['narrows-refresh-token-with-access-token', 'refreshes-to-default-scope', 'reports-granted-scope-on-refresh'],
  async act(t) {
    const { client, scopes, skip } = t
    const [less = '', more = ''] = scopes.grantable
    const scope = [less, more, scopes.refresh].filter(Boolean).join(' ')
    const { answer, refresh_token } = await client.tokens({ code: await client.code({ scope }) })
    if (!refresh_token) return skip('no refresh token was issued', 'scopes.refresh: what yields one')
    const wide = await shownGrant(t, client, answer)
    const narrowed = await shownGrant(t, client, await client.refresh({ refresh_token, scope: less }))
    const next = newestRefreshToken([answer, ...narrowed.slice(0, 1)])
    return { more, wide, narrowed, after: await shownGrant(t, client, await client.refresh({ refresh_token: next })) }
  },
  control: ({ wide }) => issued(wide[0]),
  verify({ more, wide, narrowed, after }, { facts }) {
    if (!showing(wide, more, facts)) return unshown(more, wide)
    if (!issued(narrowed[0])) return [noted('a refresh with less scope is refused', narrowed[0]?.n)]
    const [{ n } = {}] = narrowed
    if (exaggerates(narrowed, more, facts) && showing(wide, more, facts) !== 'response') {
      const wrong = misformed(`a response that does not name "${more}"`, `"${more}" in it, and not in the token`, n)
      return [...keepsScope(after, more, facts), ...about('rfc6749-3.3-scope-returned-when-different', [wrong])]
    }
    if (showing(narrowed, more, facts)) return [noted('a refresh with less scope yields the whole scope all the same', n)]
    return keepsScope(after, more, facts)
  },
})
