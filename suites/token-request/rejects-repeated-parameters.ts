import { broken, issued, mapped, misformed, randomValue, randomVerifier, refused, scenario } from '#harness'

export default scenario({
  title: 'A token request that repeats a parameter is refused.',
  why: 'Of two copies one part of a server checks the first and another uses the second, and a check is by-passed. RFC 6749 3.2: parameters come once, and 5.2 calls a repeated one an invalid request.',
  fix: 'Answer invalid_request when any parameter but resource or audience occurs twice.',
  requirements: ['rfc6749-3.2-token-duplicate-params'],
  formerly: ['token-request/rejects-repeated-code'],
  needs: ['authorization_code'],
  cases: {
    code: {
      change: { code: randomValue() },
      detects: ['accepts-repeated-code', 'takes-whichever-code-is-right', 'accepts-repeated-parameters'],
    },
    code_verifier: { change: { code_verifier: randomVerifier() }, detects: ['accepts-repeated-parameters'] },
    grant_type: { change: { grant_type: 'urn:example:foo' }, detects: ['accepts-repeated-parameters'] },
  },
  async act({ client, skip }, { change }) {
    const [[name, wrong] = []] = Object.entries(change)
    const sent = async (copies: (right: string) => string[]) => {
      const repeated = (right: string) => (right === '' ? skip(`the honest request has no ${name}`, 'PKCE') : copies(right))
      return client.token({ code: await client.code() }, name === undefined ? {} : mapped(name, repeated))
    }
    const equal = await sent((right) => [right, right])
    if (name === undefined) return { equal, rightFirst: equal, wrongFirst: equal }
    return { equal, rightFirst: await sent((right) => [right, wrong]), wrongFirst: await sent((right) => [wrong, right]) }
  },
  control: ({ equal }) => issued(equal),
  verify({ equal, rightFirst, wrongFirst }, { row }) {
    const proves = 'code' in row.change || 'code_verifier' in row.change
    if (proves && issued(rightFirst) && issued(wrongFirst))
      return [broken('a refusal', 'a token whenever one of the copies is right', wrongFirst.n)]
    return [equal, rightFirst, wrongFirst].flatMap((answer) =>
      issued(answer)
        ? [misformed('error "invalid_request"', 'a token for one of the copies', answer.n)]
        : refused(answer, 'invalid_request'),
    )
  },
})
