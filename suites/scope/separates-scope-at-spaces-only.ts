import { issued, lacksScope, misformed, noCode, noted, scenario, showing, shownGrant, unshown } from '#harness'

export default scenario({
  title: 'Scope values are parted by spaces, and a comma is a character like others.',
  why: 'Where one part of a server splits at commas and another does not, a value passes the check as one word and is granted as two. RFC 6749 3.3: values are parted by spaces, and a comma may stand in one.',
  fix: 'Split scope at single spaces only.',
  requirements: ['rfc6749-3.3-scope-syntax'],
  needs: ['authorization_code', 'two_scopes'],
  detects: ['splits-scope-at-commas'],
  async act(t) {
    const { client, scopes } = t
    const [less = '', more = ''] = scopes.grantable
    const grantOf = async (scope: string) => shownGrant(t, client, (await client.tokens({ code: await client.code({ scope }) })).answer)
    const narrow = await grantOf(less)
    const wide = await grantOf(`${less} ${more}`)
    const landing = await client.authorize({ scope: `${less} ${less},${more}` })
    if (!landing.code) return { less, more, narrow, wide, landing }
    return { less, more, narrow, wide, landing, grant: await shownGrant(t, client, await client.token({ code: landing.code })) }
  },
  control: ({ narrow, wide }) => issued(narrow[0]) && issued(wide[0]),
  verify: ({ less, more, narrow, wide, landing, grant }, { facts }) => {
    if (showing(narrow, more, facts)) return [noted(`"${more}" is granted with "${less}" unasked: name other values in scopes.grantable`)]
    if (!showing(wide, more, facts)) return unshown(more, wide)
    if (!grant) return noCode(landing)
    return lacksScope(grant, more, facts).map((finding) =>
      finding.is === 'violated' ? misformed(finding.expected, finding.seen, finding.n) : finding,
    )
  },
})
