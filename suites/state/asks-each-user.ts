import { arrivedWithCode, asksFirst, scenario, wasAsked, where } from '#harness'

export default scenario({
  title: 'Approval by one user is not taken for approval by another.',
  why: 'A server that remembers which clients were approved and not by whom gives a client the accounts of all users as soon as one of them, who may be the attacker, has approved it (RFC 6749 10.12, 10.2).',
  fix: 'Remember approvals by user and client, and ask every user who has not approved the client.',
  requirements: ['rfc6749-10.12-explicit-consent'],
  needs: ['authorization_code', 'two_users'],
  session: 'own',
  alone: true,
  detects: ['remembers-consent-of-any-user'],
  async act({ client, bob, skip }) {
    const other = client.as(bob)
    await other.asked().deny()
    const before = await other.deny()
    if (!wasAsked(before))
      skip(
        `the server does not ask the second user: ${where(before)}`,
        'a client that the server asks about each time, or whose consent it forgets with the session',
      )
    const approved = await client.asked().authorize()
    return { before, approved, after: await other.deny() }
  },
  control: ({ approved }) => arrivedWithCode(approved),
  verify: ({ after }) => asksFirst(after),
})
