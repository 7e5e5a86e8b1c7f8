import {
  gaveCode,
  incomparable,
  issued,
  lacking,
  lacksScope,
  mapped,
  noCode,
  noted,
  requestedScope,
  scenario,
  showing,
  shownGrant,
  unshown,
} from '#harness'

const swapCase = (text: string): string => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase())

export default scenario({
  title: 'Scope values are told apart by letter case, and their order has no meaning.',
  why: 'A server that folds letter case grants one right under the name of another, and a server that compares whole strings refuses honest clients. RFC 6749 3.3: case-sensitive strings, whose order does not matter.',
  fix: 'Split scope at single spaces into a set and compare its values as they stand.',
  requirements: ['rfc6749-3.3-scope-case-and-order'],
  needs: ['authorization_code', 'two_scopes'],
  cases: {
    'the values in the other order': {
      change: mapped('scope', (scope) => scope.split(' ').reverse().join(' ')),
      detects: ['compares-scope-in-order'],
    },
    'one value in other letter case': {
      change: mapped('scope', (scope, { skip }) =>
        scope.replace(/\S+$/, (value) =>
          swapCase(value) === value ? skip(`"${value}" has no letter case`, 'scopes.grantable: values with letters') : swapCase(value),
        ),
      ),
      detects: ['ignores-case-of-scope'],
    },
  },
  async act(t, { change }) {
    const { client, scopes } = t
    const [less = '', more = ''] = scopes.grantable
    const grantOf = async (scope: string) => shownGrant(t, client, (await client.tokens({ code: await client.code({ scope }) })).answer)
    const landing = await client.authorize({ scope: `${less} ${more}` }, change)
    const ordered = requestedScope(landing).includes(more)
    if (!landing.code) return { less, more, ordered, landing }
    const grant = await shownGrant(t, client, await client.token({ code: landing.code }))
    if (requestedScope(landing)[1] === more) return { less, more, ordered, landing, grant }
    return { less, more, ordered, landing, grant, narrow: await grantOf(less), wide: await grantOf(`${less} ${more}`) }
  },
  control: ({ grant }) => issued(grant?.[0]),
  verify: ({ less, more, ordered, landing, grant, narrow = [], wide = [] }, { facts }) => {
    if (!grant) return ordered ? gaveCode(landing) : noCode(landing)
    const open = issued(grant[0]) ? incomparable(grant, narrow, wide) : []
    if (open.length > 0) return open
    if (showing(narrow, more, facts)) return [noted(`"${more}" is granted with "${less}" unasked: name other values in scopes.grantable`)]
    if (!showing(wide, more, facts)) return unshown(more, wide)
    if (!ordered) return lacksScope(grant, more, facts)
    const lost = [less, more].filter((value) => showing(wide, value, facts) && !showing(grant, value, facts))
    if (lost.length === 0) return gaveCode(landing)
    return [lacking('the same scope in either order', `no "${lost.join(' ')}" when the order is swapped`, grant[0]?.n)]
  },
})
