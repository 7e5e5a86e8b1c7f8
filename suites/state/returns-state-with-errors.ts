import {
  arrivedWithCode,
  fromInFront,
  type Landing,
  lastHop,
  noCode,
  noted,
  randomValue,
  scenario,
  stateReturned,
  undecided,
  where,
} from '#harness'

const wrong = (rest: string) => ({ response_type: 'no-such-type', state: `${randomValue().slice(0, 16)}${rest}` })

const unredirected = (landing: Landing) => {
  const n = lastHop(landing)?.n
  const inFront = fromInFront(landing)
  if (inFront) return [undecided(inFront, n)]
  return landing.at === 'error_page' ? [noted(`the client is not told: ${where(landing)}`, n)] : noCode(landing)
}

export default scenario({
  title: 'The state of a request comes back with an error, character for character.',
  why: 'A client that cannot tell whose error it holds ends the wrong flow, or none, and an error page that shows a changed state may show what an attacker wrote. RFC 6749 4.1.2.1.',
  fix: 'Build errors by the same function as codes: the decoded state, form-encoded once.',
  requirements: ['rfc6749-4.1.2.1-state-echo-error'],
  needs: ['authorization_code'],
  detects: ['drops-state', 'leaves-plus-of-state-unencoded', 'leaves-separators-of-state-unencoded', 'strips-markup-from-state'],
  cases: {
    'letters and digits': { change: wrong(''), detects: ['omits-state-from-errors'] },
    'percent-encoded text': { change: wrong('x%41%2B'), detects: ['omits-state-from-errors', 'decodes-state-twice'] },
    'plus, space and ampersand': { change: wrong('a b+c&d=e#f'), detects: ['omits-state-from-errors', 'decodes-state-twice'] },
    'quotes and angle brackets': { change: wrong(`'"><b>`), detects: ['omits-state-from-errors', 'escapes-state-in-errors'] },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => (landing.at === 'redirect_uri' ? stateReturned(landing, 'error') : unredirected(landing)),
})
