import { credentials, issued, refused, scenario } from '#harness'

export default scenario({
  title: 'A client is not authenticated by the secret of another client.',
  why: 'Where any known secret will do, each registered client can act as every other one and redeem its stolen codes. RFC 6749 2.3.1 ties the secret to the client it was issued to.',
  fix: 'Look the secret up by client_id, compare it with that one client’s only, and answer invalid_client unless they are equal.',
  requirements: ['rfc6749-5.2-wrong-secret'],
  needs: ['authorization_code', 'confidential_client', 'second_client'],
  tries: ['failed_client_authentication'],
  detects: ['accepts-secret-of-any-client', 'accepts-any-client-secret'],
  async act({ client, second, skip }) {
    const client_secret = second.client_secret ?? skip('the second client has no secret', 'clients.second_client.client_secret')
    if (client_secret === client.client_secret)
      skip('both clients have the same secret', 'clients.second_client.client_secret: a secret of its own')
    const theirs = (await second.tokens()).answer
    const mine = (await client.tokens()).answer
    const code = await client.code()
    return { theirs, mine, answer: await client.token({ code }, credentials({ client_secret })) }
  },
  control: ({ theirs, mine }) => issued(theirs) && issued(mine),
  verify: ({ answer }) => refused(answer, 'invalid_client'),
})
