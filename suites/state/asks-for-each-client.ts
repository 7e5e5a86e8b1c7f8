import { arrivedWithCode, asksFirst, scenario, wasAsked, where } from '#harness'

export default scenario({
  title: 'Approval of one client is not taken for approval of another.',
  why: 'Otherwise whoever registers a client reaches the account of every user who once approved some other one (RFC 6749 10.12, 10.2).',
  fix: 'Remember approvals by client and user, and ask about every client that this user has not approved.',
  requirements: ['rfc6749-10.12-consent-not-transferred'],
  needs: ['authorization_code', 'second_client'],
  session: 'own',
  alone: true,
  detects: ['remembers-consent-of-any-client'],
  async act({ client, second, scopes, skip }) {
    const scope = { scope: scopes.grantable.find((one) => one !== 'openid') ?? scopes.grantable[0] }
    await second.asked().deny(scope)
    const before = await second.deny(scope)
    if (!wasAsked(before))
      skip(
        `the server does not ask this user about the second client: ${where(before)}`,
        'a second client that the server asks about each time, or whose consent it forgets with the session',
      )
    const approved = await client.asked().authorize(scope)
    return { before, approved, after: await second.deny(scope) }
  },
  control: ({ approved }) => arrivedWithCode(approved),
  verify: ({ after }) => asksFirst(after),
})
