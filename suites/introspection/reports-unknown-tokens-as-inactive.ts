import { active, calledInactive, mapped, randomValue, scenario, shownToken } from '#harness'

export default scenario({
  title: 'Introspection calls a token inactive that the server did not issue in this form.',
  why: 'Resource servers let in whoever introspection calls active. One that answers for any text, or reads a JWT without checking its signature, opens them all. RFC 7662 2.2 and 4.',
  fix: 'Look the whole token up, or verify its signature, and answer 200 with active=false when it is not known.',
  requirements: ['rfc7662-2.2-inactive-tokens'],
  needs: ['authorization_code', 'introspection'],
  cases: {
    'an invented token': { change: { token: randomValue() }, detects: ['reports-any-token-active'] },
    'a character in the middle changed': {
      change: mapped('token', (token, { alter }) => alter(token, 'middle character changed')),
      detects: ['reports-any-token-active'],
    },
    'its signature changed': {
      change: mapped('token', (token, { alter }) => alter(token, 'signature changed')),
      detects: ['reports-any-token-active', 'does-not-verify-token-signature'],
    },
    'its signature left out, with the algorithm none': {
      change: mapped('token', (token, { alter }) => alter(token, 'unsigned')),
      detects: ['reports-any-token-active', 'accepts-unsigned-tokens'],
    },
  },
  async act(t, { change }) {
    const token = await shownToken(t, t.client)
    return { answer: await t.client.introspect({ token }, change) }
  },
  control: ({ answer }) => active(answer),
  verify: ({ answer }) => calledInactive(answer),
})
