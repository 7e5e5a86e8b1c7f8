import {
  broken,
  held,
  issued,
  lacking,
  lastHop,
  noAnswer,
  noCode,
  rawQuery,
  scenario,
  showing,
  shownGrant,
  undecided,
  unshown,
  where,
} from '#harness'

export default scenario({
  title: 'A space between two scopes may be written as a plus sign or as %20.',
  why: 'Both are the form encoding of a space, and libraries write either. A server that takes one of them for a character of the scope grants less, or something else, than was asked for. RFC 6749 appendix B.',
  fix: 'Decode the query as application/x-www-form-urlencoded, once.',
  requirements: ['rfc6749-b-form-decoding'],
  needs: ['authorization_code', 'two_scopes'],
  detects: ['leaves-percent-20-undecoded'],
  async act(t) {
    const { client, scopes } = t
    const [one = '', other = ''] = scopes.grantable
    const granted = async (separator: string) => {
      const landing = await client.authorize(rawQuery(`scope=${encodeURIComponent(one)}${separator}${encodeURIComponent(other)}`))
      return { landing, grant: landing.code ? await shownGrant(t, client, await client.token({ code: landing.code })) : [] }
    }
    const [percent, plus] = [await granted('%20'), await granted('+')]
    return { one, other, percent: percent.landing, plus: plus.landing, byPercent: percent.grant, byPlus: plus.grant }
  },
  control: ({ byPercent, byPlus }) => issued(byPercent[0]) || issued(byPlus[0]),
  verify({ one, other, percent, plus, byPercent, byPlus }, { facts }) {
    const n = lastHop(plus)?.n
    const open = [percent, plus]
      .filter(({ code }) => !code)
      .flatMap(noCode)
      .filter(({ is }) => is === 'undecided')
    if (open.length > 0) return open
    const silent = [byPercent[0], byPlus[0]].map((answer) => answer && noAnswer(answer)).find(Boolean)
    if (silent) return [undecided(silent, n)]
    if (percent.at !== plus.at || !issued(byPercent[0]) || !issued(byPlus[0]))
      return issued(byPercent[0]) === issued(byPlus[0])
        ? [undecided('neither gave a token', n)]
        : [lacking('the same by plus and by %20', `by plus: ${where(plus)}; by %20: ${where(percent)}`, n)]
    const missing = [one, other].filter((scope) => Boolean(showing(byPercent, scope, facts)) !== Boolean(showing(byPlus, scope, facts)))
    if (missing.length > 0)
      return [broken('the same scope by plus and by %20', `"${missing.join('", "')}" by one of them only`, byPlus[0]?.n)]
    return showing(byPlus, one, facts) ? [held(`"${one}" and "${other}" by either`, byPlus[0]?.n)] : unshown(one, byPlus)
  },
})
