import { arrivedWithCode, askedOrNot, scenario } from '#harness'

export default scenario({
  title: 'Whether the user decides about a client that he signs in for is recorded.',
  why: 'A client that nobody vouches for must not get a code without the user’s decision; one of the server’s own may. Nothing tells a stranger which it is (RFC 6749 10.12, 10.2).',
  fix: 'Ask for consent unless the client is known to be the server’s own, and then only by configuration.',
  requirements: ['rfc6749-10.12-explicit-consent'],
  needs: ['authorization_code'],
  session: 'own',
  detects: ['asks-nobody-for-consent', 'signs-strangers-in'],
  async act({ client }) {
    return { landing: await client.asked().authorize() }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => askedOrNot(landing),
})
