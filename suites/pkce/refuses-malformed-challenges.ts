import {
  about,
  arrivedWithCode,
  broken,
  challengeOf,
  issued,
  lastHop,
  mapped,
  misformed,
  randomVerifier,
  refusedByRedirect,
  scenario,
} from '#harness'

const standard = (challenge: string) => challenge.replace(/^../, '+/')

export default scenario({
  title: 'A request with a code_challenge outside the syntax gets an error.',
  why: 'A challenge in another notation fits no verifier, or, where notations are taken for equal, more verifiers than one; the client should learn it before its user signs in. RFC 7636 4.2, 4.4.1.',
  fix: 'Compare code_challenge with the expression [A-Za-z0-9._~-]{43,128} at the authorization endpoint, and redirect with invalid_request where it does not fit.',
  requirements: ['rfc7636-4.2-malformed-challenge', 'rfc7636-4.6-wrong-verifier'],
  needs: ['authorization_code', 'pkce_s256'],
  cases: {
    '10 characters': { change: mapped('code_challenge', (value) => value.slice(0, 10)), detects: ['accepts-malformed-code-challenge'] },
    '129 characters': {
      change: mapped('code_challenge', (value) => value.repeat(3).slice(0, 129)),
      detects: ['accepts-malformed-code-challenge'],
    },
    'padded with =': {
      change: mapped('code_challenge', (value) => `${value}=`),
      detects: ['accepts-malformed-code-challenge', 'normalizes-code-challenge'],
    },
    'plus and slash of standard base64': {
      change: mapped('code_challenge', standard),
      detects: ['accepts-malformed-code-challenge', 'normalizes-code-challenge'],
    },
  },
  async act({ client }, { change }) {
    const code_verifier = randomVerifier()
    const asked = { code_challenge: challengeOf(code_verifier), code_challenge_method: 'S256' }
    const landing = await client.authorize(asked, change)
    if (!landing.code) return { landing }
    const random = await client.token({ code: landing.code, code_verifier: randomVerifier() })
    return { landing, random, right: await client.token({ code: await client.code(asked, change), code_verifier }) }
  },
  control: ({ landing, right }) => arrivedWithCode(landing) && issued(right),
  verify({ landing, random, right }) {
    if (issued(random))
      return about('rfc7636-4.6-wrong-verifier', [
        broken('a refusal', 'a token for any code_verifier', random?.n, { severity: 'critical' }),
      ])
    if (!arrivedWithCode(landing)) return refusedByRedirect(landing, 'invalid_request')
    const seen = issued(right) ? 'a code, and a token for the verifier of another notation' : 'a code that no code_verifier redeems'
    return [misformed('error "invalid_request"', seen, lastHop(landing)?.n)]
  },
})
