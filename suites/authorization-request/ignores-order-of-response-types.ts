import {
  arrivedWithCode,
  arrivedWithError,
  broken,
  held,
  type Landing,
  lastHop,
  noAnswer,
  noted,
  responseParameter,
  scenario,
  undecided,
  where,
} from '#harness'

const refusal = 'a refusal'
const kindOf = (landing: Landing): string | undefined => {
  if (arrivedWithError(landing) || landing.at === 'error_page') return refusal
  const carried = ['code', 'access_token', 'id_token'].filter((name) => responseParameter(landing, name).some(Boolean))
  return landing.at === 'redirect_uri' && carried.length > 0 ? carried.join(' and ') : undefined
}

export default scenario({
  title: 'A response_type of several words means the same in any order.',
  why: 'Whoever compares it as a string, or looks at the first word only, serves a type that it does not know, or refuses one that it does (RFC 6749 3.1.1).',
  fix: 'Read response_type as a set of words and compare it with the sets that are offered.',
  requirements: ['rfc6749-3.1.1-response-type-order'],
  needs: ['authorization_code'],
  cases: {
    'code and id_token': {
      change: { response_type: 'code id_token', nonce: 'n-0S6_WzA2Mj' },
      detects: ['reads-first-word-of-response-type'],
    },
    'code and token': { change: { response_type: 'code token' }, detects: ['reads-first-word-of-response-type'] },
  },
  async act({ client }, { change }) {
    const landing = await client.authorize(change)
    const turned = await client.authorize(change, (message) => ({
      ...message,
      query: message.query.map(([name, value]) => [name, name === 'response_type' ? value.split(' ').reverse().join(' ') : value]),
    }))
    return { landing, turned }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify({ landing, turned }) {
    const [one, other, n] = [kindOf(landing), kindOf(turned), lastHop(turned)?.n]
    const silent = [landing, turned].map((end) => noAnswer(lastHop(end))).find(Boolean)
    if (silent) return [undecided(silent, n)]
    if (!one || !other) return [noted(`the two cannot be compared: ${where(landing)}, ${where(turned)}`, n)]
    if (one === refusal && other === refusal) return [noted('the server offers this response_type in neither order', n)]
    return one === other ? [held(`${one} in either order`, n)] : [broken(`${one}, as in the other order`, other, n)]
  },
})
