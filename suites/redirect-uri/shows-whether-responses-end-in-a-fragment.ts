import { arrivedWithCode, lastHop, noted, scenario } from '#harness'

export default scenario({
  title: 'Whether responses end in a fragment of their own is told.',
  why: 'A browser carries the fragment of the page it comes from on to a Location without one; a server may end its own with #_ so that none is carried (RFC 9700 4.1.3).',
  fix: 'Nothing has to be done. A fragment without response parameters, such as #_, is a guard and no mistake.',
  requirements: ['rfc9700-4.1.3-fragment-guard'],
  needs: ['authorization_code'],
  detects: ['ends-responses-with-a-fragment', 'returns-code-in-fragment'],
  async act({ client }) {
    return { landing: await client.authorize() }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify({ landing }) {
    const fragment = /#(.*)$/s.exec(landing.url ?? '')?.[1]
    const told = fragment && /^[\w=]{1,8}$/.test(fragment) ? `the fragment #${fragment}` : 'a fragment'
    return [noted(`the response ends ${fragment === undefined ? 'without a fragment' : `in ${told}`}`, lastHop(landing)?.n)]
  },
})
