import { issued, randomValue, refused, scenario, twoMethods } from '#harness'

export default scenario({
  title: 'The credentials of two clients in one request get nothing that belongs to either.',
  why: 'Where it is enough that one of two credentials is right, any registered client adds its own to the name of another and redeems its stolen codes. RFC 6749 2.3 allows one method in a request, and 4.1.3 ties the code to its client.',
  fix: 'Refuse a request with two credentials, and take the client from those that were verified and from nowhere else.',
  requirements: ['rfc6749-2.3-multiple-methods'],
  needs: ['authorization_code', 'confidential_client', 'second_client'],
  tries: ['failed_client_authentication'],
  detects: ['mixes-credentials-of-two-clients'],
  async act({ client, second, skip }) {
    const { client_id, client_secret } = second
    if (client_secret === undefined) return skip('the second client has no secret', 'clients.second_client.client_secret')
    const mine = (await client.tokens()).answer
    const theirs = (await second.tokens()).answer
    const own = { client_id: client.client_id, client_secret: randomValue() }
    const other = { client_id, client_secret }
    const wrongInBody = await client.token({ code: await client.code() }, twoMethods(other, own))
    return { mine, theirs, wrongInBody, wrongInHeader: await client.token({ code: await client.code() }, twoMethods(own, other)) }
  },
  control: ({ mine, theirs }) => issued(mine) && issued(theirs),
  verify: ({ wrongInBody, wrongInHeader }) =>
    [wrongInBody, wrongInHeader].flatMap((answer) => refused(answer, 'invalid_request', 'invalid_client', 'invalid_grant')),
})
