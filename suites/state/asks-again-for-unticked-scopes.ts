import {
  asksFirst,
  issued,
  type Landing,
  lacksScopeIfShown,
  leftOut,
  noted,
  scenario,
  showing,
  shownGrant,
  wasAsked,
  where,
} from '#harness'

export default scenario({
  title: 'A scope that the user left unticked is not remembered as approved.',
  why: 'Where a server keeps the scope that was asked for as the one that was allowed, the next request gets in silence what the user refused a moment ago (RFC 6749 10.2, 10.12).',
  fix: 'Remember the scope that was granted, and ask again when a request names more.',
  requirements: ['rfc6749-10.12-consent-not-transferred'],
  needs: ['authorization_code', 'two_scopes'],
  session: 'own',
  alone: true,
  detects: ['remembers-requested-scope', 'remembers-consent-of-any-scope', 'remembers-consent-of-any-client'],
  async act(t) {
    const { client, scopes, skip } = t
    const [kept = '', taken = ''] = scopes.grantable.toSorted((a, b) => Number(a === 'openid') - Number(b === 'openid'))
    const both = { scope: `${kept} ${taken}` }
    const grantOf = async ({ code }: Landing) => (code ? shownGrant(t, client, await client.token({ code })) : [])
    await client.asked().deny(both)
    const before = await client.deny(both)
    if (!wasAsked(before))
      skip(
        `the server does not ask this user about both scopes: ${where(before)}`,
        'a client that the server asks about each time, or whose consent it forgets with the session',
      )
    const narrowed = await client.narrow([taken], both)
    const grant = await grantOf(narrowed)
    const after = await client.deny(both)
    const later = await grantOf(after)
    const whole = await client.asked().authorize(both)
    return { taken, before, narrowed, grant, after, later, whole, full: await grantOf(whole) }
  },
  control: ({ full }) => issued(full[0]),
  verify({ taken, narrowed, grant, after, later, whole, full }, { facts }) {
    if (!leftOut(taken, narrowed, grant, whole, facts)) return [noted(`"${taken}" could not be taken away on the consent page`)]
    if (!showing(full, taken, facts)) return [noted(`nothing shows whether "${taken}" is granted`)]
    return wasAsked(after) || !after.code ? asksFirst(after) : lacksScopeIfShown(later, taken, facts)
  },
})
