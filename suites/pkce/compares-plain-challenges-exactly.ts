import { issued, noAnswer, noted, randomVerifier, refused, scenario, undecided } from '#harness'

const verifier = `${randomVerifier()}aB-`
const flipped = [...verifier].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('')

export default scenario({
  title: 'Where plain is supported, only the very challenge redeems the code.',
  why: 'A comparison that stops early or looks away from letter case takes verifiers that nobody chose, and makes guessing easy. RFC 7636 4.6.',
  fix: 'Compare code_verifier with code_challenge in full, or support S256 only.',
  requirements: ['rfc7636-4.6-plain-when-supported'],
  needs: ['authorization_code', 'pkce_s256'],
  cases: {
    'all but the last character': { change: { code_verifier: verifier.slice(0, -1) }, detects: ['compares-plain-verifier-by-prefix'] },
    'the other letter case': { change: { code_verifier: flipped }, detects: ['ignores-case-of-plain-verifier'] },
    'another verifier': { change: { code_verifier: randomVerifier() }, detects: ['does-not-compare-plain-verifier'] },
  },
  async act({ client }, { change }) {
    const landing = await client.authorize({ code_challenge: verifier, code_challenge_method: 'plain' })
    if (landing.code) return { answer: await client.token({ code: landing.code, code_verifier: verifier }, change), plain: true }
    await client.code()
    return { answer: landing.hops.at(-1), plain: false }
  },
  control: ({ answer, plain }) => issued(answer) || (!plain && noAnswer(answer) === undefined),
  verify({ answer, plain }) {
    if (plain) return refused(answer, 'invalid_grant', 'invalid_request')
    const silent = noAnswer(answer)
    return [silent ? undecided(silent, answer?.n) : noted('plain is not supported', answer?.n)]
  },
})
