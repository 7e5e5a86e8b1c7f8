import { issued, mapped, randomValue, randomVerifier, repeatsNoSecret, scenario } from '#harness'

export default scenario({
  title: 'Answers of the token endpoint do not repeat the secrets of the request.',
  why: 'Clients log errors. A code, a verifier or a refresh token in one of them, half of which a typing error would mend, lies open wherever logs go. RFC 6749 10.8 keeps codes confidential.',
  fix: 'Say in error_description which parameter is wrong, never its value.',
  requirements: ['rfc6749-5.2-no-secrets-in-errors'],
  needs: ['authorization_code'],
  cases: {
    'another code': { change: { code: randomValue() }, detects: ['quotes-code-in-errors'] },
    'the code with a letter too many': {
      change: mapped('code', (code, { alter }) => alter(code, 'extended')),
      detects: ['quotes-code-in-errors'],
    },
    'another code_verifier': {
      change: { code_verifier: randomVerifier() },
      detects: ['quotes-code-verifier-in-errors', 'quotes-code-in-errors'],
    },
    'an invented refresh token': {
      change: { grant_type: 'refresh_token', refresh_token: randomValue(), code: undefined },
      detects: ['quotes-refresh-token-in-errors'],
    },
    'nothing wrong': { change: {}, detects: ['returns-code-with-tokens'] },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => repeatsNoSecret(answer),
})
