import { arrivedWithCode, method, scenario, stillAsks, wasAsked } from '#harness'

export default scenario({
  title: 'A HEAD request at the authorization endpoint grants nothing, at once or later.',
  why: 'Frameworks route HEAD to what answers GET, and code that takes everything but GET for the posted decision then approves by a link (RFC 9110 9.2.1, RFC 6749 10.12).',
  fix: 'Take the decision by POST with an unguessable value only, and treat HEAD like GET or refuse it.',
  requirements: ['rfc9110-9.3.2-head-grants-nothing'],
  needs: ['authorization_code'],
  session: 'own',
  alone: true,
  detects: ['takes-head-for-consent', 'remembers-head-as-consent'],
  async act({ client, skip }) {
    const denied = await client.deny()
    if (!wasAsked(denied))
      skip(
        'the server does not ask this user for consent',
        'a client that the server asks about each time, or whose consent it forgets with the session',
      )
    if (denied.code)
      skip('the server gives a code to a user who denied, and may remember that', 'a client for which a denial allows nothing')
    const head = await client.open(method('HEAD'))
    return { head, after: await client.open(), honest: await client.authorize() }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ head, after }) => [...(head.code ? stillAsks(head) : []), ...stillAsks(after)],
})
