import { held, issued, lacking, newestRefreshToken, noted, redeemed, scenario, showing, showsScope } from '#harness'

export default scenario({
  title: 'A refresh takes the granted scope values in any order.',
  why: 'Libraries keep scope as a set and write it in an order of their own. A server that compares the text refuses their users, after an hour in which all went well. RFC 6749 3.3: the order does not matter.',
  fix: 'Split the scope of a refresh request at its spaces, and look for each value among the granted ones.',
  requirements: ['rfc6749-3.3-scope-case-and-order'],
  needs: ['authorization_code', 'refresh_token', 'two_scopes'],
  detects: ['minds-order-of-scope-on-refresh'],
  async act({ client, scopes, skip }) {
    const values = scopes.grantable.slice(0, 2)
    const code = await client.code({ scope: [...values, scopes.refresh].filter(Boolean).join(' ') })
    const { answer, refresh_token } = await client.tokens({ code })
    if (!refresh_token) return skip('no refresh token was issued', 'scopes.refresh: what yields one')
    const swapped = await client.refresh({ refresh_token, scope: values.toReversed().join(' ') })
    const newest = newestRefreshToken([answer, swapped])
    return { values, answer, swapped, ordered: await client.refresh({ refresh_token: newest, scope: values.join(' ') }) }
  },
  control: ({ answer }) => issued(answer),
  verify({ values, ordered, swapped }, { facts }) {
    if (!issued(swapped) && !issued(ordered)) return [noted('a refresh that names the granted scope is refused', ordered.n)]
    if (!issued(swapped)) return redeemed(swapped)
    const lost = values.filter((value) => showing([ordered], value, facts) && !showing([swapped], value, facts))
    return lost.length > 0 && showsScope([swapped], facts)
      ? [lacking('the same scope in either order', `no "${lost.join(' ')}" when the order is swapped`, swapped.n)]
      : [held('the same scope in either order', swapped.n)]
  },
})
