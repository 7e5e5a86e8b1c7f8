import { issued, randomVerifier, refused, scenario } from '#harness'

export default scenario({
  title: 'The code of a public client is redeemed with its own code_verifier alone.',
  why: 'A public client has no secret: the verifier is all that tells it from a thief of its code, and servers often check it elsewhere than that of other clients. RFC 7636 1 and 4.6, RFC 9700 2.1.1.',
  fix: 'Compare code_verifier with code_challenge for every client, whether it authenticates or not.',
  requirements: ['rfc7636-4.6-wrong-verifier', 'rfc9700-2.1.1-missing-verifier'],
  needs: ['authorization_code', 'public_client', 'pkce_s256'],
  cases: {
    'another verifier': {
      change: { code_verifier: randomVerifier() },
      accepts: ['invalid_grant'],
      detects: ['compares-verifiers-of-confidential-clients-only', 'ignores-code-challenge'],
    },
    'no verifier': {
      change: { code_verifier: undefined },
      accepts: ['invalid_grant', 'invalid_request'],
      requirement: 'rfc9700-2.1.1-missing-verifier',
      detects: ['compares-verifiers-of-confidential-clients-only', 'accepts-missing-code-verifier', 'ignores-code-challenge'],
    },
  },
  async act({ publicClient }, { change }) {
    const code = await publicClient.code()
    return { answer: await publicClient.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { row }) => refused(answer, ...(row.accepts ?? [])),
})
