import { broken, held, issued, noAnswer, noted, refreshToken, scenario, undecided } from '#harness'

export default scenario({
  title: 'Of several refreshes with one refresh token at the same moment at most one leads on.',
  why: 'Between reading a refresh token and replacing it there is a gap; a thief who refreshes in it keeps a lineage of his own, and no reuse ever shows (RFC 9700 4.14.2).',
  fix: 'Replace the refresh token in one atomic step, or answer all parallel requests with the same successor.',
  requirements: ['rfc6749-6-parallel-refresh'],
  needs: ['authorization_code', 'public_client', 'refresh_token'],
  alone: true,
  detects: ['rotates-refresh-token-in-parallel', 'keeps-rotated-refresh-token-alive', 'accepts-parent-of-active-refresh-token'],
  async act({ publicClient, race, graceSeconds, wait, skip }) {
    const { answer: honest, refresh_token } = await publicClient.tokens()
    if (!refresh_token) return skip('public clients get no refresh token', 'scopes.refresh: the scope that yields one, if any does')
    const round = await race(Array.from({ length: 6 }, () => () => publicClient.refresh({ refresh_token })))
    const successors = [...new Set(round.answers.flatMap((answer) => (issued(answer) ? (refreshToken(answer) ?? []) : [])))]
    if (successors.length > 1) await wait(graceSeconds)
    const uses = []
    for (const successor of successors) uses.push(await publicClient.refresh({ refresh_token: successor }))
    return { honest, before: refresh_token, round, successors, uses }
  },
  control: ({ honest }) => issued(honest),
  verify({ before, round, successors, uses }) {
    const alive = uses.filter(issued)
    const silent = [...round.answers, ...uses].find((answer) => noAnswer(answer))
    if (successors.includes(before)) return [noted('refresh tokens of public clients are not replaced')]
    if (alive.length > 1)
      return [broken('one usable successor at most', `${alive.length} refresh tokens that work independently`, alive[1]?.n)]
    if (round.overlapMs <= 0) return [undecided('the requests did not overlap in time', round.answers[0]?.n)]
    if (silent) return [undecided(noAnswer(silent) ?? 'no answer', silent.n)]
    return [held(`${alive.length} of ${round.answers.length} led on`, round.answers[0]?.n)]
  },
})
