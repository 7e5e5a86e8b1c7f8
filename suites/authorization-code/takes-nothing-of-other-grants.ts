import { about, broken, held, issued, lacksScope, noted, nothingIssued, scenario, showing, shownGrant, subjectsOf } from '#harness'

export default scenario({
  title: 'A code yields what its user approved, whatever else the request carries.',
  why: 'A token endpoint reads the parameters of all grants. If a refresh token or a user name beside the code counts, a client combines the rights of one authorization with the user of another. RFC 6749 4.1.3 knows neither there.',
  fix: 'Read only the parameters of the grant_type at hand, and take user and scope from the record of the code.',
  requirements: ['rfc6749-4.1.2-concurrent-users-not-mixed', 'rfc6749-4.1.3-scope-not-widened-at-token'],
  needs: ['authorization_code', 'two_users', 'two_scopes'],
  detects: ['takes-user-named-beside-code', 'takes-grant-of-refresh-token-beside-code'],
  async act(t) {
    const { client, bob, scopes } = t
    const [less = '', more = ''] = scopes.grantable
    const asking = (...values: string[]) => ({ scope: [...values, scopes.refresh].filter(Boolean).join(' ') })
    const his = await client.tokens({ code: await client.as(bob).code(asking(less, more)) })
    const theirs = await shownGrant(t, client, his.answer)
    const mine = await shownGrant(t, client, (await client.tokens({ code: await client.code(asking(less)) })).answer)
    const beside = { refresh_token: his.refresh_token, username: bob.username, password: bob.password }
    const mixed = await shownGrant(t, client, await client.token({ code: await client.code(asking(less)) }, beside))
    return { less, more, theirs, mine, mixed }
  },
  control: ({ theirs, mine }) => issued(theirs[0]) && issued(mine[0]),
  verify({ more, theirs, mine, mixed }, { facts }) {
    if (!issued(mixed[0])) return nothingIssued(mixed[0])
    const [alice, bob, got] = [subjectsOf(mine, facts), subjectsOf(theirs, facts), subjectsOf(mixed, facts)]
    const told = alice.length === 1 && bob.length === 1 && alice[0] !== bob[0]
    const comparable = showing(theirs, more, facts) && !showing(mine, more, facts)
    return [
      ...(!told || got.length === 0 ? [noted('nothing tells the two users apart')] : []),
      ...(told && got.some((sub) => sub !== alice[0])
        ? [broken('a token of the user of the code', 'a token of another user', mixed[0]?.n)]
        : []),
      ...(told && got.every((sub) => sub === alice[0]) && got.length > 0 ? [held('the user of the code', mixed[0]?.n)] : []),
      ...(comparable ? about('rfc6749-4.1.3-scope-not-widened-at-token', lacksScope(mixed, more, facts)) : []),
    ]
  },
})
