import { broken, carriedScope, held, issued, namedScope, noted, scenario, showing, shownGrant, unshown } from '#harness'

export default scenario({
  title: 'A token has the scope that was asked for, or its response says what more it has.',
  why: 'A server may remember what a user allowed before and add it. A client that asks for little, because a token goes to a less trusted place, must be told that this one can do more. RFC 6749 3.3 and 5.1.',
  fix: 'Grant what the request asks for; whatever policy adds, such as scopes of an earlier consent, name in the scope of the response.',
  requirements: ['rfc6749-3.3-scope-returned-when-different'],
  needs: ['authorization_code', 'two_scopes'],
  detects: ['adds-scopes-of-earlier-consent'],
  async act(t) {
    const { client, scopes } = t
    const [less = '', more = ''] = scopes.grantable
    const grantOf = async (scope: string) => shownGrant(t, client, (await client.tokens({ code: await client.code({ scope }) })).answer)
    return { more, wide: await grantOf(`${less} ${more}`), narrow: await grantOf(less) }
  },
  control: ({ wide, narrow }) => issued(wide[0]) && issued(narrow[0]),
  verify: ({ more, wide, narrow }, { facts }) => {
    if (!showing(wide, more, facts)) return unshown(more, wide)
    const place = showing(narrow, more, facts)
    if (!place) return [held(`a token without "${more}", which an earlier one had`, narrow[0]?.n)]
    if (namedScope(narrow[0])?.has(more)) return [noted(`"${more}" is granted unasked, and named in the response`, narrow[0]?.n)]
    if (!carriedScope(narrow[0], facts)?.has(more)) return [noted(`only introspection shows "${more}", which was not asked for`)]
    return [broken(`"${more}" in the response, since the token has it`, 'a response without it', narrow[0]?.n)]
  },
})
