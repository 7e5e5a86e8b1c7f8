import { broken, held, issued, noAnswer, noted, scenario, shownGrant, subjectsOf, undecided } from '#harness'

export default scenario({
  title: 'Two users who authorize at the same moment each get a code of their own.',
  why: 'State that requests share, a cache or a global variable, hands one user the account of another under load (RFC 6749 3.1, 4.1.2).',
  fix: 'Keep everything about an authorization under a key of that authorization, bound to the browser session that began it.',
  requirements: ['rfc6749-4.1.2-concurrent-users-not-mixed'],
  needs: ['authorization_code', 'two_users'],
  detects: ['mixes-up-users', 'mixes-up-users-of-silent-requests'],
  async act(t) {
    const { client, bob } = t
    const silent = [client, client.as(bob)] as const
    const asked = [client.asked(), client.as(bob).asked()] as const
    const shown = async (code: string) => shownGrant(t, client, (await client.tokens({ code })).answer)
    const first = await shown(await asked[0].code())
    const second = await shown(await asked[1].code())
    const hers = []
    const his = []
    for (const [mine, theirs] of [asked, silent, asked, silent]) {
      const [a, b] = await Promise.all([mine.code(), theirs.code()])
      const [one, other] = await Promise.all([shown(a), shown(b)])
      hers.push(...one)
      his.push(...other)
    }
    return { first, second, hers, his }
  },
  control: ({ first, second }) => issued(first[0]) && issued(second[0]),
  verify({ first, second, hers, his }, { facts }) {
    const [alice, bob] = [subjectsOf(first, facts), subjectsOf(second, facts)]
    if (alice.length !== 1 || bob.length !== 1 || alice[0] === bob[0])
      return [noted('neither introspection nor the access token tells the two users apart by sub')]
    const silent = [...hers, ...his].find((answer) => noAnswer(answer))
    if (silent) return [undecided(noAnswer(silent) ?? 'no answer', silent.n)]
    const [inHers, inHis] = [subjectsOf(hers, facts), subjectsOf(his, facts)]
    if (inHers.some((sub) => sub !== alice[0]) || inHis.some((sub) => sub !== bob[0]))
      return [broken('the user whose browser delivered the code', 'the token of the other user')]
    const whole = inHers.length > 0 && inHis.length > 0
    return whole ? [held('no mix-up seen in 8 authorizations')] : [undecided('the tokens no longer showed whose they are')]
  },
})
