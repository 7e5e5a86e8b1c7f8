import { grantInQuery, issued, nothingIssued, randomValue, randomVerifier, scenario, toQuery } from '#harness'

export default scenario({
  title: 'The token endpoint takes its parameters from the body, not from the request URI.',
  why: 'Codes and verifiers in a URI are kept by logs and proxies, and a copy there can override what was checked in the body. RFC 6749 4.1.3 puts the parameters into the body.',
  fix: 'Parse the form in the body only; ignore the query of the token endpoint.',
  requirements: ['rfc6749-4.1.3-body-parameters-only'],
  needs: ['authorization_code'],
  detects: ['guesses-missing-grant-type'],
  cases: {
    'the whole grant in the query': { change: grantInQuery, detects: ['accepts-parameters-in-query'] },
    'code in the query alone': { change: toQuery('code'), detects: ['accepts-parameters-in-query'] },
    'grant_type in the query alone': {
      change: toQuery('grant_type'),
      detects: ['accepts-parameters-in-query', 'reads-grant-type-in-query'],
    },
    'code_verifier in the query alone': { change: toQuery('code_verifier'), detects: ['accepts-parameters-in-query'] },
    'the code in the query, and another in the body': {
      change: toQuery('code', randomValue()),
      severity: 'high',
      detects: ['prefers-parameters-in-query', 'accepts-invented-code'],
    },
    'the code_verifier in the query, and another in the body': {
      change: toQuery('code_verifier', randomVerifier()),
      severity: 'high',
      detects: ['prefers-parameters-in-query'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => nothingIssued(answer),
})
