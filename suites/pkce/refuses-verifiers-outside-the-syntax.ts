import { challengeOf, issued, randomVerifier, refused, scenario } from '#harness'

const long = randomVerifier().repeat(3)

export default scenario({
  title: 'A code_verifier outside the syntax redeems no code, although it fits the challenge.',
  why: 'A client with short verifiers has a PKCE that can be guessed, and only the server can notice. RFC 7636 4.1 allows 43 to 128 unreserved characters.',
  fix: 'Compare code_verifier with the expression [A-Za-z0-9._~-]{43,128} first, and answer invalid_grant where it does not fit.',
  requirements: ['rfc7636-4.1-verifier-out-of-range'],
  needs: ['authorization_code', 'pkce_s256'],
  detects: ['accepts-verifier-of-42-characters'],
  cases: {
    'one character': { change: { code_verifier: 'x' }, severity: 'medium', detects: ['accepts-short-code-verifiers'] },
    '42 characters': { change: { code_verifier: long.slice(0, 42) }, severity: 'medium', detects: ['accepts-short-code-verifiers'] },
    '129 characters': { change: { code_verifier: long.slice(0, 129) }, detects: ['accepts-long-code-verifiers'] },
    'plus, slash and padding of standard base64': {
      change: { code_verifier: `+/${long.slice(0, 41)}=` },
      detects: ['accepts-any-characters-in-code-verifiers'],
    },
    'a space within': {
      change: { code_verifier: `${long.slice(0, 20)} ${long.slice(20, 43)}` },
      detects: ['accepts-any-characters-in-code-verifiers'],
    },
    'white space around it': { change: { code_verifier: ` ${long.slice(0, 43)} ` }, detects: ['trims-code-verifier'] },
  },
  async act({ client }, { change }) {
    const { code_verifier = randomVerifier() } = change as { code_verifier?: string }
    const code = await client.code({ code_challenge: challengeOf(code_verifier.trim()), code_challenge_method: 'S256' })
    return { answer: await client.token({ code, code_verifier }) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => refused(answer, 'invalid_grant', 'invalid_request'),
})
