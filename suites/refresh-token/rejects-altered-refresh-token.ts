import { issued, mapped, randomValue, refused, scenario } from '#harness'

export default scenario({
  title: 'A refresh token that was altered or invented is refused.',
  why: 'A server that takes a cut or changed refresh token compares only a part of it, and so what has to be guessed is shorter than it looks. RFC 6749 6 and 10.4 forbid tokens that others can make or modify.',
  fix: 'Look the whole refresh token up by an exact comparison, verify the signature of one that carries its own data, and answer invalid_grant.',
  requirements: ['rfc6749-6-invalid-refresh-token'],
  needs: ['authorization_code', 'refresh_token'],
  cases: {
    'an invented refresh token': { change: { refresh_token: randomValue() }, detects: ['accepts-invented-refresh-token'] },
    'a character in the middle changed': {
      change: mapped('refresh_token', (token, { alter }) => alter(token, 'middle character changed')),
      detects: ['compares-beginning-of-refresh-token', 'accepts-invented-refresh-token'],
    },
    'the last eight characters missing': {
      change: mapped('refresh_token', (token, { alter }) => alter(token, 'truncated')),
      detects: ['compares-beginning-of-refresh-token', 'accepts-invented-refresh-token'],
    },
  },
  async act({ client, skip }, { change }) {
    const { refresh_token } = await client.tokens()
    if (!refresh_token) return skip('no refresh token was issued', 'scopes.refresh: what yields one')
    return { answer: await client.refresh({ refresh_token }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => refused(answer, 'invalid_grant'),
})
