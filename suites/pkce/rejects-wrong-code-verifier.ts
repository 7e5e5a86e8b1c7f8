import { challengeOf, issued, mapped, randomVerifier, refused, scenario } from '#harness'

export default scenario({
  title: 'A code is redeemed only with the code_verifier of its own authorization request.',
  why: 'Whoever steals a code from a redirect, a log or a custom scheme does not know the verifier. RFC 7636 4.6 makes the comparison that stops them.',
  fix: 'Store code_challenge and code_challenge_method with the code, hash the code_verifier of the token request accordingly and answer invalid_grant unless they are equal.',
  requirements: ['rfc7636-4.6-wrong-verifier', 'rfc9700-2.1.1-missing-verifier', 'rfc7636-4.6-challenge-as-verifier'],
  needs: ['authorization_code', 'pkce_s256'],
  detects: ['accepts-empty-code-verifier'],
  cases: {
    'another verifier': {
      change: { code_verifier: randomVerifier() },
      accepts: ['invalid_grant'],
      detects: ['accepts-wrong-code-verifier', 'forgets-code-challenge-at-consent-page'],
    },
    'the code_challenge as verifier': {
      change: mapped('code_verifier', challengeOf),
      silent: true,
      accepts: ['invalid_grant', 'invalid_request'],
      requirement: 'rfc7636-4.6-challenge-as-verifier',
      detects: ['accepts-challenge-as-verifier', 'forgets-code-challenge-of-silent-requests'],
    },
    'no verifier': {
      change: { code_verifier: undefined },
      accepts: ['invalid_grant', 'invalid_request'],
      requirement: 'rfc9700-2.1.1-missing-verifier',
      detects: ['accepts-missing-code-verifier', 'forgets-code-challenge-at-consent-page'],
    },
    'an empty verifier': {
      change: { code_verifier: '' },
      silent: true,
      accepts: ['invalid_grant', 'invalid_request'],
      requirement: 'rfc9700-2.1.1-missing-verifier',
      detects: ['accepts-missing-code-verifier', 'forgets-code-challenge-of-silent-requests'],
    },
  },
  async act({ client }, { change, silent }) {
    const code = await (silent ? client : client.asked()).code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { row }) => refused(answer, ...(row.accepts ?? [])),
})
