import { issued, lacksScope, noted, scenario, showing, shownGrant, unshown } from '#harness'

export default scenario({
  title: 'A refresh token beside a code adds nothing to what the code stands for.',
  why: 'Where code for two grants looks at the parameters of both, a token for a small grant gets the scope of a large one that may belong to another user. RFC 6749 3.2 has unknown parameters ignored, and 4.1.3 has no refresh_token.',
  fix: 'Read the grant from the parameter that grant_type names, and ignore those of other grants.',
  requirements: ['rfc6749-4.1.3-scope-not-widened-at-token'],
  needs: ['authorization_code', 'refresh_token', 'two_scopes'],
  detects: ['takes-grant-of-refresh-token-beside-code'],
  async act(t) {
    const { client, scopes, skip } = t
    const [less = '', more = ''] = scopes.grantable
    const large = await client.tokens({ code: await client.code({ scope: [less, more, scopes.refresh].filter(Boolean).join(' ') }) })
    const refresh_token = large.refresh_token ?? skip('no refresh token was issued', 'scopes.refresh: what yields one')
    const wide = await shownGrant(t, client, large.answer)
    const narrow = await shownGrant(t, client, (await client.tokens({ code: await client.code({ scope: less }) })).answer)
    const code = await client.code({ scope: less })
    return { less, more, wide, narrow, both: await shownGrant(t, client, await client.token({ code, refresh_token })) }
  },
  control: ({ narrow, wide }) => issued(narrow[0]) && issued(wide[0]),
  verify: ({ less, more, wide, narrow, both }, { facts }) => {
    if (showing(narrow, more, facts)) return [noted(`"${more}" is granted with "${less}" unasked: name other values in scopes.grantable`)]
    return showing(wide, more, facts) ? lacksScope(both, more, facts) : unshown(more, wide)
  },
})
