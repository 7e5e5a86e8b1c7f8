import { arrivedWithCode, broken, held, issued, lastHop, noCode, noted, randomVerifier, refused, scenario } from '#harness'

export default scenario({
  title: 'A challenge that shows the verifier is not accepted.',
  why: 'With the method plain the authorization request holds the verifier itself, for histories, logs and other apps to read. RFC 9700 2.1.1 advises methods that do not, of which S256 is the only one.',
  fix: 'Support S256 alone, and answer invalid_request to code_challenge_method=plain.',
  requirements: ['rfc9700-2.1.1-plain-discouraged'],
  needs: ['authorization_code', 'pkce_s256'],
  detects: ['accepts-any-code-challenge-method'],
  async act({ client }) {
    const honest = (await client.tokens()).answer
    const code_verifier = randomVerifier()
    const landing = await client.authorize({ code_challenge: code_verifier, code_challenge_method: 'plain' })
    if (!landing.code) return { honest, landing }
    return { honest, landing, answer: await client.token({ code: landing.code, code_verifier }) }
  },
  control: ({ honest }) => issued(honest),
  verify({ landing, answer }, { facts }) {
    if (issued(answer)) return [broken('an error', 'a code and a token for a challenge by plain', answer?.n)]
    if (arrivedWithCode(landing)) return answer ? refused(answer) : [held('no token', lastHop(landing)?.n)]
    const methods = facts.metadata['code_challenge_methods_supported']
    const named = Array.isArray(methods) && methods.includes('plain')
    return [...noCode(landing), ...(named ? [noted('plain is refused, and yet named in the metadata')] : [])]
  },
})
