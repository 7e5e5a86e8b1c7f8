import { broken, held, member, noAnswer, scenario, undecided } from '#harness'

export default scenario({
  title: 'Two users who authorize at the same moment each get a code of their own.',
  why: 'State that requests share, a cache or a global variable, hands one user the account of another under load (RFC 6749 3.1, 4.1.2).',
  fix: 'Keep everything about an authorization under a key of that authorization, bound to the browser session that began it.',
  requirements: ['rfc6749-4.1.2-concurrent-users-not-mixed'],
  needs: ['authorization_code', 'two_users', 'introspection'],
  detects: ['mixes-up-users'],
  async act({ client, bob, skip }) {
    const [mine, theirs] = [client, client.as(bob)]
    const subjectOf = async (code: string) => client.introspect({ token: (await client.tokens({ code })).access_token })
    const first = await subjectOf(await mine.code())
    const second = await subjectOf(await theirs.code())
    if (!member(first, 'sub') || member(first, 'sub') === member(second, 'sub'))
      skip('introspection does not tell the two users apart by sub', 'clients.client.introspection: a client that sees sub')
    const rounds = []
    for (let round = 0; round < 4; round++) {
      const [a, b] = await Promise.all([mine.code(), theirs.code()])
      rounds.push(...(await Promise.all([subjectOf(a), subjectOf(b)])))
    }
    return { first, second, rounds }
  },
  control: ({ first, second }) => first?.response?.status === 200 && second?.response?.status === 200,
  verify({ first, second, rounds }) {
    const expected = [member(first, 'sub'), member(second, 'sub')]
    const silent = rounds.find((answer) => noAnswer(answer) || !member(answer, 'sub'))
    const wrong = rounds.find((answer, i) => member(answer, 'sub') !== expected[i % 2])
    if (silent) return [undecided(noAnswer(silent) ?? 'introspection named no sub', silent.n)]
    return wrong
      ? [broken('the user whose browser delivered the code', 'the token of the other user', wrong.n)]
      : [held(`no mix-up seen in ${rounds.length} authorizations`)]
  },
})
