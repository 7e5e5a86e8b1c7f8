import { inTurn, issued, mapped, randomValue, refused, scenario } from '#harness'

export default scenario({
  title: 'A code that the server did not issue, or not in this form, is refused.',
  why: 'A server that takes an invented, shortened or changed code does not look it up, or compares only part of it (RFC 6749 5.2, 10.10).',
  fix: 'Look the whole code up by an exact, case-sensitive comparison and answer invalid_grant when there is none.',
  requirements: ['rfc6749-5.2-unknown-code'],
  needs: ['authorization_code'],
  cases: {
    'an invented code': { change: { code: randomValue() }, accepts: ['invalid_grant'], detects: ['accepts-invented-code'] },
    'an invented code, and no code_verifier': {
      change: inTurn(
        { code: randomValue() },
        mapped('code_verifier', (verifier, { skip }) => (verifier ? [] : skip('the honest request has none either', 'a server with PKCE'))),
      ),
      accepts: ['invalid_grant', 'invalid_request'],
      detects: ['accepts-invented-code'],
    },
    'a character in the middle changed': {
      change: mapped('code', (code, { alter }) => alter(code, 'middle character changed')),
      accepts: ['invalid_grant'],
      detects: ['accepts-invented-code'],
    },
    'the last eight characters missing': {
      change: mapped('code', (code, { alter }) => alter(code, 'truncated')),
      accepts: ['invalid_grant'],
      detects: ['accepts-code-by-prefix'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { row }) => refused(answer, ...(row.accepts ?? [])),
})
