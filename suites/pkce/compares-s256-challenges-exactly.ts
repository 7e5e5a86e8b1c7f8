import { challengeOf, issued, mapped, randomVerifier, refused, scenario } from '#harness'

const swapCase = (text: string) => (text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase())
const mixedCase = (text: string) => [...text].map((c, i) => (i < 42 ? swapCase(c) : c)).join('')

export default scenario({
  title: 'With S256 a code_verifier redeems only the code whose challenge is its whole hash.',
  why: 'A column that folds letter case or a comparison that stops early leaves a part of the hash unchecked, and a verifier for the rest is found by trying. RFC 7636 4.6: the values have to be equal.',
  fix: 'Compare all 43 characters of the hashed code_verifier with code_challenge, by a binary collation where a database does it.',
  requirements: ['rfc7636-4.6-wrong-verifier'],
  needs: ['authorization_code', 'pkce_s256'],
  cases: {
    'a challenge in the other letter case': {
      change: mapped('code_challenge', mixedCase),
      detects: ['ignores-case-of-code-challenge'],
    },
    'a challenge with another end': {
      change: mapped('code_challenge', (challenge) => challenge.slice(0, 32) + challengeOf(challenge).slice(32)),
      detects: ['compares-beginning-of-code-challenge'],
    },
    'a challenge with another beginning': {
      change: mapped('code_challenge', (challenge) => challengeOf(challenge).slice(0, 11) + challenge.slice(11)),
      detects: ['accepts-wrong-code-verifier'],
    },
  },
  async act({ client }, { change }) {
    const code_verifier = randomVerifier()
    const challenge = { code_challenge: challengeOf(code_verifier), code_challenge_method: 'S256' }
    const code = await client.code(challenge, change)
    return { answer: await client.token({ code, code_verifier }) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => refused(answer, 'invalid_grant'),
})
