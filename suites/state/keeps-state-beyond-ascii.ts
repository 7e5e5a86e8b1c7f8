import { arrivedWithCode, broken, held, lastHop, noCode, randomValue, responseParameter, scenario, sentState, where } from '#harness'

const state = (rest: string) => ({ state: `${randomValue().slice(0, 16)}${rest}` })

export default scenario({
  title: 'A state of characters beyond ASCII comes back as it was or is refused.',
  why: 'A state that comes back with other characters is not the client’s own, so that honest users are turned away; and bytes that change on the way show that something decodes twice or in another charset. RFC 6749 4.1.2 and appendix A.5.',
  fix: 'Refuse what is not printable ASCII, or read and write UTF-8 throughout.',
  requirements: ['rfc6749-4.1.2-state-non-ascii'],
  needs: ['authorization_code'],
  cases: {
    'accents and other alphabets': { change: state('é-ß-я-日本'), detects: ['writes-state-in-latin-1'] },
    'characters outside the basic plane': { change: state('😀'), detects: ['writes-state-in-latin-1'] },
    'a tabulator and a line end': {
      change: state('a\tb\nc'),
      detects: ['drops-controls-from-state', 'breaks-at-control-characters', 'begins-headers-at-line-feeds-in-state'],
    },
    'a decomposed accent': { change: state('e\u0301'), detects: ['normalizes-state'] },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify({ landing }) {
    const came = responseParameter(landing, 'state')
    const n = lastHop(landing)?.n
    if (landing.at !== 'redirect_uri' || came.length === 0) return landing.code ? [held('the state was left out', n)] : noCode(landing)
    return came.every((value) => value === sentState(landing))
      ? [held(`the same state came back ${where(landing)}`, n)]
      : [broken(`state ${JSON.stringify(sentState(landing))}`, JSON.stringify(came[0]), n)]
  },
})
