import { broken, issued, misformed, randomValue, refused, scenario } from '#harness'

export default scenario({
  title: 'A token request that repeats code is refused.',
  why: 'Of two copies one part of a server checks the first and another uses the second, and a check is by-passed. RFC 6749 3.2: parameters come once, and 5.2 calls a repeated one an invalid request.',
  fix: 'Answer invalid_request when any parameter but resource or audience occurs twice.',
  requirements: ['rfc6749-3.2-token-duplicate-params'],
  needs: ['authorization_code'],
  detects: ['accepts-repeated-code'],
  async act({ client }) {
    const honest = (await client.tokens()).answer
    const wrong = randomValue()
    const [one, two, three] = [await client.code(), await client.code(), await client.code()]
    const equal = await client.token({ code: [one, one] })
    const rightFirst = await client.token({ code: [two, wrong] })
    return { honest, equal, rightFirst, wrongFirst: await client.token({ code: [wrong, three] }) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ equal, rightFirst, wrongFirst }) => {
    if (issued(rightFirst) && issued(wrongFirst)) return [broken('a refusal', 'a token whenever one of the copies is right', wrongFirst.n)]
    return [equal, rightFirst, wrongFirst].flatMap((answer) =>
      issued(answer)
        ? [misformed('error "invalid_request"', 'a token for one of the copies', answer.n)]
        : refused(answer, 'invalid_request'),
    )
  },
})
