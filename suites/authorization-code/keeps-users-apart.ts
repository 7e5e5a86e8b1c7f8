import { accessToken, broken, type Exchange, type Facts, held, issued, member, noAnswer, noted, scenario, undecided } from '#harness'

export default scenario({
  title: 'Two users who authorize at the same moment each get a code of their own.',
  why: 'State that requests share, a cache or a global variable, hands one user the account of another under load (RFC 6749 3.1, 4.1.2).',
  fix: 'Keep everything about an authorization under a key of that authorization, bound to the browser session that began it.',
  requirements: ['rfc6749-4.1.2-concurrent-users-not-mixed'],
  needs: ['authorization_code', 'two_users'],
  detects: ['mixes-up-users'],
  async act({ client, bob, has }) {
    const [mine, theirs] = [client, client.as(bob)]
    const shown = async (code: string) => {
      const { access_token, answer } = await client.tokens({ code })
      return has('introspection') ? [answer, await client.introspect({ token: access_token })] : [answer]
    }
    const first = await shown(await mine.code())
    const second = await shown(await theirs.code())
    const hers = []
    const his = []
    for (let round = 0; round < 4; round++) {
      const [a, b] = await Promise.all([mine.code(), theirs.code()])
      const [one, other] = await Promise.all([shown(a), shown(b)])
      hers.push(...one)
      his.push(...other)
    }
    return { first, second, hers, his }
  },
  control: ({ first, second }) => issued(first[0]) && issued(second[0]),
  verify({ first, second, hers, his }, { facts }) {
    const [alice] = subjects(first, facts)
    const [bob] = subjects(second, facts)
    if (!alice || alice === bob) return [noted('neither introspection nor the access token tells the two users apart by sub')]
    const silent = [...hers, ...his].find((answer) => noAnswer(answer))
    if (silent) return [undecided(noAnswer(silent) ?? 'no answer', silent.n)]
    const [seenOfHers, seenOfHis] = [subjects(hers, facts), subjects(his, facts)]
    if (seenOfHers.length < 4 || seenOfHis.length < 4) return [undecided('some tokens did not show whose they are')]
    const mixed = seenOfHers.some((sub) => sub !== alice) || seenOfHis.some((sub) => sub !== bob)
    return mixed
      ? [broken('the user whose browser delivered the code', 'the token of the other user')]
      : [held(`no mix-up seen in ${seenOfHers.length + seenOfHis.length} authorizations`)]
  },
})

/** Whose tokens these answers are about, as introspection says or a self-contained token does (RFC 7662 2.2, RFC 9068 2.2). */
const subjects = (answers: readonly Exchange[], { marks }: Facts): string[] =>
  answers.flatMap((answer) => {
    const claimed = marks[accessToken(answer) ?? '']?.jwt?.claims['sub']
    const sub = member(answer, 'sub') ?? (typeof claimed === 'string' ? claimed : undefined)
    return sub ? [sub] : []
  })
