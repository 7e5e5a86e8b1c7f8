import {
  asksFirst,
  held,
  issued,
  lastHop,
  namesOnPage,
  noted,
  scenario,
  showing,
  shownGrant,
  showsScope,
  unshown,
  wasAsked,
  where,
} from '#harness'

export default scenario({
  title: 'Approval of one scope is not taken for approval of a larger one.',
  why: 'A client that once was allowed something harmless would get everything by asking again, and the user would see nothing of it (RFC 6749 10.12, 10.2).',
  fix: 'Remember which scopes were approved, and ask again when a request names others.',
  requirements: ['rfc6749-10.12-consent-not-transferred'],
  needs: ['authorization_code', 'two_scopes'],
  session: 'own',
  alone: true,
  detects: ['remembers-consent-of-any-scope', 'remembers-consent-of-any-client'],
  async act(t) {
    const { client, scopes, skip, block } = t
    const [one = '', other = ''] = scopes.grantable.toSorted((a, b) => Number(b === 'openid') - Number(a === 'openid'))
    const both = { scope: `${one} ${other}` }
    await client.asked().deny(both)
    const before = await client.deny(both)
    if (!wasAsked(before))
      skip(
        `the server does not ask this user about the larger scope: ${where(before)}`,
        'a client that the server asks about each time, or whose consent it forgets with the session',
      )
    const smaller = await client.authorize({ scope: one })
    if (!smaller.code) return block(`the request for "${one}" alone gave no code: ${where(smaller)}`)
    const approved = await shownGrant(t, client, (await client.tokens({ code: smaller.code })).answer)
    const after = await client.deny(both)
    if (!after.code) return { other, smaller, approved, before, after }
    return { other, smaller, approved, before, after, grant: await shownGrant(t, client, await client.token({ code: after.code })) }
  },
  control: ({ approved }) => issued(approved[0]),
  verify({ other, smaller, approved, before, after, grant }, { facts }) {
    if (showing(approved, other, facts)) return [noted(`"${other}" is granted with the smaller scope too`, approved[0]?.n)]
    if (grant && !showing(grant, other, facts))
      return showsScope(grant, facts) ? [held('the grant leaves the other scope out', lastHop(after)?.n)] : unshown(other, grant)
    return wasAsked(after) || !namesOnPage(other, smaller, before)
      ? asksFirst(after)
      : [noted(`the page that asks for less names "${other}" as the one that asks for both does`, lastHop(smaller)?.n)]
  },
})
