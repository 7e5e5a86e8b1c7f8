import {
  about,
  arrivedWithCode,
  broken,
  challengeOf,
  held,
  issued,
  misformed,
  noAnswer,
  randomVerifier,
  refused,
  refusedByRedirect,
  scenario,
  undecided,
} from '#harness'

export default scenario({
  title: 'A code_challenge without a method is compared as plain or refused.',
  why: 'Client and server that understand the same request differently either lock users out or compare nothing. RFC 7636 4.3 makes plain the default, and 4.4.1 lets a server that has no plain refuse the request.',
  fix: 'Take plain for the method where code_challenge comes alone, and answer invalid_request at the authorization endpoint if plain is not supported.',
  requirements: ['rfc7636-4.3-default-method-plain', 'rfc7636-4.6-wrong-verifier'],
  needs: ['authorization_code', 'pkce_s256'],
  detects: ['takes-missing-challenge-method-for-s256', 'ignores-challenge-without-method'],
  async act({ client }) {
    const honest = (await client.tokens()).answer
    const code_verifier = randomVerifier()
    const landing = await client.authorize({ code_challenge: code_verifier, code_challenge_method: undefined })
    if (!landing.code) return { honest, landing }
    const plain = await client.token({ code: landing.code, code_verifier })
    const hashed = { code_challenge: challengeOf(code_verifier), code_challenge_method: undefined }
    const s256 = await client.token({ code: await client.code(hashed), code_verifier })
    return { honest, landing, plain, s256, other: await client.token({ code: await client.code(hashed), code_verifier: randomVerifier() }) }
  },
  control: ({ honest }) => issued(honest),
  verify({ landing, plain, s256, other }) {
    if (!arrivedWithCode(landing)) return refusedByRedirect(landing, 'invalid_request')
    const silent = [plain, s256, other].map((answer) => noAnswer(answer)).find(Boolean)
    if (silent) return [undecided(silent)]
    if (issued(other))
      return about('rfc7636-4.6-wrong-verifier', [
        broken('a refusal of another code_verifier', 'a token: the challenge is ignored', other?.n, { severity: 'critical' }),
      ])
    if (issued(s256)) return [misformed('the method plain', 'a comparison by S256', s256?.n, { severity: 'low' })]
    return issued(plain)
      ? [held('the method is plain', plain?.n), ...refused(s256, 'invalid_grant', 'invalid_request')]
      : [misformed('an error at the authorization endpoint, or a comparison as plain', 'a code that no code_verifier redeems', plain?.n)]
  },
})
