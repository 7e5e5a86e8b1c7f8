import { broken, held, issued, type Landing, lacking, lastHop, misformed, namedScope, noCode, noted, scenario, where } from '#harness'

const words = (scope: ReadonlySet<string> | undefined) => (scope === undefined ? undefined : [...scope].sort().join(' '))
const hasCode = (landing: Landing) => landing.at === 'redirect_uri' && landing.code !== undefined

export default scenario({
  title: 'An empty scope is treated like none at all.',
  why: 'A client library that always writes the parameter asks for something else than one that leaves it out, if the server tells the two apart. RFC 6749 3.1: a parameter without a value counts as omitted.',
  fix: 'Drop parameters without a value before anything looks at them.',
  requirements: ['rfc6749-3.1-empty-scope-omitted'],
  needs: ['authorization_code'],
  detects: ['refuses-empty-scope', 'reads-empty-scope-as-everything', 'refuses-empty-authorization-parameters', 'crashes-without-scope'],
  async act({ client }) {
    const honest = await client.tokens()
    const omitted = await client.authorize({ scope: undefined })
    const without = omitted.code ? [await client.token({ code: omitted.code })] : []
    const empty = await client.authorize({ scope: '' })
    const blank = empty.code ? [await client.token({ code: empty.code })] : []
    return { honest: honest.answer, omitted, empty, without, blank }
  },
  control: ({ honest }) => issued(honest),
  verify({ omitted, empty, without: [without], blank: [blank] }) {
    const n = lastHop(empty)?.n
    const open = [omitted, empty]
      .filter((landing) => !hasCode(landing))
      .flatMap(noCode)
      .filter(({ is }) => is === 'undecided')
    if (open.length > 0) return open
    if (lastHop(empty)?.response && Number(lastHop(empty)?.response?.status) >= 500)
      return [misformed('the same as without scope', where(empty), n)]
    if (hasCode(omitted) !== hasCode(empty)) return [lacking(`the same as without scope: ${where(omitted)}`, where(empty), n)]
    const [one, other] = [words(namedScope(without)), words(namedScope(blank))]
    if (issued(without) !== issued(blank)) return [noted('one of the codes gave no token')]
    if (one !== other) return [broken(`scope "${one ?? ''}", as without the parameter`, `scope "${other ?? ''}"`, blank?.n)]
    return [held(`both ended alike: ${where(empty)}`, n)]
  },
})
