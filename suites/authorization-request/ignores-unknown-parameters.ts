import { arrivedWithCode, misformed, rawQuery, scenario, undisturbed, withoutEcho } from '#harness'

const odd = { severity: 'low' } as const

export default scenario({
  title: 'A parameter that means nothing to the server changes nothing and does not come back.',
  why: 'Extensions add parameters, and clients send them to every server. One that refuses what it does not know shuts them out, and one that sends it back lets strangers write into the response. RFC 6749 3.1.',
  fix: 'Read the parameters that are known, leave the others alone, and build the response from known ones only.',
  requirements: ['rfc6749-3.1-unrecognized-params-ignored'],
  needs: ['authorization_code'],
  cases: {
    'a word that nobody knows': {
      change: { x_unknown: '1' },
      detects: ['refuses-unknown-authorization-parameters', 'returns-unknown-parameters'],
    },
    'a name that begins like a known one': {
      change: { state_x: '1' },
      detects: ['refuses-unknown-authorization-parameters', 'returns-unknown-parameters'],
    },
    'a name with brackets': { ...odd, change: { 'x[]': '1' }, detects: ['refuses-unknown-authorization-parameters'] },
    'a name without a value': { ...odd, change: rawQuery('x_bare'), detects: ['refuses-unknown-authorization-parameters'] },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify({ landing }, { row }) {
    const findings = [...undisturbed(landing), ...['x_unknown', 'state_x', 'x[]', 'x_bare'].flatMap((name) => withoutEcho(landing, name))]
    if (row.severity !== odd.severity) return findings
    return findings.map((f) => (f.is === 'violated' ? misformed(f.expected, f.seen, f.n, odd) : f))
  },
})
