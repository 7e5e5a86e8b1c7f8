import { issued, lacksScope, noted, scenario, showing, shownGrant, unshown } from '#harness'

export default scenario({
  title: 'A scope in the token request adds nothing to what the user approved.',
  why: 'The user sees the scope of the authorization request only. A client, or whoever holds its code, that names a larger one afterwards would get rights nobody approved. RFC 6749 3.3 and 4.1.3, which knows no scope there.',
  fix: 'Take the scope of a token from the grant that the code stands for, and ignore a scope in the token request or answer invalid_scope.',
  requirements: ['rfc6749-4.1.3-scope-not-widened-at-token'],
  needs: ['authorization_code', 'two_scopes'],
  detects: ['widens-scope-at-token-endpoint'],
  async act(t) {
    const { client, scopes } = t
    const [less = '', more = ''] = scopes.grantable
    const narrow = await shownGrant(t, client, (await client.tokens({ code: await client.code({ scope: less }) })).answer)
    const code = await client.code({ scope: less })
    const widened = await shownGrant(t, client, await client.token({ code, scope: `${less} ${more}` }))
    const wide = await shownGrant(t, client, (await client.tokens({ code: await client.code({ scope: `${less} ${more}` }) })).answer)
    return { less, more, narrow, widened, wide }
  },
  control: ({ narrow, wide }) => issued(narrow[0]) && issued(wide[0]),
  verify: ({ less, more, narrow, widened, wide }, { facts }) => {
    if (showing(narrow, more, facts)) return [noted(`"${more}" is granted with "${less}" unasked: name other values in scopes.grantable`)]
    if (!showing(wide, more, facts) && !showing(widened, more, facts)) return unshown(more, wide)
    return lacksScope(widened, more, facts)
  },
})
