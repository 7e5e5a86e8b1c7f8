import { issued, lacksScope, lesser, mapped, noCode, noted, requestedScope, scenario, showing, shownGrant, unshown } from '#harness'

const partedBy = (separator: string) => mapped('scope', (scope) => scope.replace(/^(\S+) /, `$1 $1${separator}`))

export default scenario({
  title: 'Scope values are parted by spaces and by nothing else.',
  why: 'Where one part of a server splits at other characters and another does not, a value passes the check as one word and is granted as two. RFC 6749 3.3: spaces part values, and a comma may stand in one.',
  fix: 'Decode the parameter once, and split scope at single spaces only.',
  requirements: ['rfc6749-3.3-scope-syntax'],
  needs: ['authorization_code', 'two_scopes'],
  detects: ['breaks-at-control-characters'],
  cases: {
    'a comma': { change: partedBy(','), detects: ['splits-scope-at-commas'] },
    'a tab': { change: partedBy('\t'), detects: ['splits-scope-at-any-white-space'] },
    'a line break': { change: partedBy('\n'), detects: ['splits-scope-at-any-white-space'] },
    'a no-break space': { change: partedBy('\u00a0'), detects: ['splits-scope-at-any-white-space'] },
    'a plus that was encoded': { change: partedBy('+'), detects: ['decodes-scope-twice'] },
  },
  async act(t, { change }) {
    const { client, scopes } = t
    const [less = '', more = ''] = scopes.grantable
    const grantOf = async (scope: string) => shownGrant(t, client, (await client.tokens({ code: await client.code({ scope }) })).answer)
    const landing = await client.authorize({ scope: `${less} ${more}` }, change)
    if (!landing.code) return { less, more, landing }
    const grant = await shownGrant(t, client, await client.token({ code: landing.code }))
    if (requestedScope(landing).includes(more)) return { less, more, landing, grant }
    return { less, more, landing, grant, narrow: await grantOf(less), wide: await grantOf(`${less} ${more}`) }
  },
  control: ({ grant }) => issued(grant?.[0]),
  verify: ({ less, more, landing, grant, narrow = [], wide = [] }, { facts }) => {
    if (!grant) return noCode(landing)
    if (showing(narrow, more, facts)) return [noted(`"${more}" is granted with "${less}" unasked: name other values in scopes.grantable`)]
    return showing(wide, more, facts) ? lesser(lacksScope(grant, more, facts)) : unshown(more, wide)
  },
})
