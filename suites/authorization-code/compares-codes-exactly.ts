import { issued, mapped, misformed, refused, scenario } from '#harness'

export default scenario({
  title: 'A code is compared as a whole and with its letter case.',
  why: 'A server that takes a code in several spellings compares less than it made random, and whoever keeps lists of used codes by their spelling lets one pass twice. RFC 6749 5.2 refuses what was not issued, and 1.9 counts letter case.',
  fix: 'Compare codes byte by byte: with a binary collation in a database, without trimming or cutting in the code.',
  requirements: ['rfc6749-5.2-unknown-code'],
  needs: ['authorization_code'],
  cases: {
    'eight characters behind it': {
      change: mapped('code', (code, { alter }) => alter(code, 'extended')),
      detects: ['accepts-code-by-prefix'],
    },
    'a space behind it': {
      change: mapped('code', (code, { alter }) => alter(code, 'space appended')),
      detects: ['remembers-used-codes-as-they-were-written'],
    },
    'its letters in the other case': {
      change: mapped('code', (code, { alter }) => alter(code, 'mixed case swapped')),
      detects: ['ignores-letter-case-of-codes'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) =>
    issued(answer)
      ? [misformed('error "invalid_grant"', 'a token for a code that was not issued in this spelling', answer.n)]
      : refused(answer, 'invalid_grant', 'invalid_request'),
})
