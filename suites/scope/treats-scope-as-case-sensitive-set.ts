import { gaveCode, issued, lacking, lacksScope, noCode, noted, scenario, showing, shownGrant, unshown } from '#harness'

export default scenario({
  title: 'Scope values are told apart by letter case, and their order has no meaning.',
  why: 'A server that folds letter case grants one right under the name of another, and a server that compares whole strings refuses honest clients. RFC 6749 3.3: case-sensitive strings, whose order does not matter.',
  fix: 'Split scope at single spaces into a set and compare its values as they stand.',
  requirements: ['rfc6749-3.3-scope-case-and-order'],
  needs: ['authorization_code', 'two_scopes'],
  detects: ['compares-scope-in-order', 'ignores-case-of-scope'],
  async act(t) {
    const { client, scopes, skip } = t
    const [less = '', more = ''] = scopes.grantable
    if (swapCase(more) === more) skip(`"${more}" has no letter case`, 'scopes.grantable: values with letters')
    const grantOf = async (code: Parameters<typeof client.tokens>[0]) => shownGrant(t, client, (await client.tokens(code)).answer)
    const narrow = await grantOf({ code: await client.code({ scope: less }) })
    const wide = await grantOf({ code: await client.code({ scope: `${less} ${more}` }) })
    const swapped = await client.authorize({ scope: `${more} ${less}` })
    const swappedGrant = swapped.code && (await shownGrant(t, client, await client.token({ code: swapped.code })))
    const folded = await client.authorize({ scope: `${less} ${swapCase(more)}` })
    const foldedGrant = folded.code && (await shownGrant(t, client, await client.token({ code: folded.code })))
    return { less, more, narrow, wide, swapped, folded, swappedGrant, foldedGrant }
  },
  control: ({ narrow, wide }) => issued(narrow[0]) && issued(wide[0]),
  verify: ({ less, more, narrow, wide, swapped, folded, swappedGrant, foldedGrant }, { facts }) => {
    if (showing(narrow, more, facts)) return [noted(`"${more}" is granted with "${less}" unasked: name other values in scopes.grantable`)]
    if (!showing(wide, more, facts)) return unshown(more, wide)
    const same = swappedGrant && [less, more].filter((value) => showing(wide, value, facts) && !showing(swappedGrant, value, facts))
    return [
      ...gaveCode(swapped),
      ...(same?.length ? [lacking('the same scope in either order', `no "${same.join(' ')}" when the order is swapped`)] : []),
      ...(foldedGrant ? lacksScope(foldedGrant, more, facts) : noCode(folded)),
    ]
  },
})

const swapCase = (text: string): string => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase())
