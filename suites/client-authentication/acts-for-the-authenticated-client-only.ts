import { basic, inTurn, issued, randomValue, refused, scenario, twoMethods } from '#harness'

export default scenario({
  title: 'A client that names two clients in one request gets nothing that belongs to the other one.',
  why: 'Where one part of a server authenticates the client of the header and another acts for the client of the body, any registered client redeems the stolen codes of every other. RFC 6749 2.3 and 4.1.3 tie both to one client.',
  fix: 'Take the client from the credentials that were verified and from nowhere else, and refuse a client_id that contradicts them.',
  requirements: ['rfc6749-2.3-multiple-methods'],
  needs: ['authorization_code', 'confidential_client', 'second_client'],
  tries: ['failed_client_authentication'],
  detects: ['takes-client-id-of-the-body', 'mixes-credentials-of-two-clients'],
  async act({ client, second, skip }) {
    const { client_id, client_secret } = second
    if (client_secret === undefined) return skip('the second client has no secret', 'clients.second_client.client_secret')
    const mine = (await client.tokens()).answer
    const theirs = (await second.tokens()).answer
    const own = { client_id: client.client_id, client_secret: randomValue() }
    const other = { client_id, client_secret }
    const attempts = {
      nameInBody: inTurn(basic(other), { client_id: own.client_id }),
      wrongInBody: twoMethods(other, own),
      wrongInHeader: twoMethods(own, other),
    }
    const attempt = async (name: keyof typeof attempts) => client.token({ code: await client.code() }, attempts[name])
    return {
      mine,
      theirs,
      nameInBody: await attempt('nameInBody'),
      wrongInBody: await attempt('wrongInBody'),
      wrongInHeader: await attempt('wrongInHeader'),
    }
  },
  control: ({ mine, theirs }) => issued(mine) && issued(theirs),
  verify: ({ nameInBody, wrongInBody, wrongInHeader }) =>
    [nameInBody, wrongInBody, wrongInHeader].flatMap((answer) => refused(answer, 'invalid_request', 'invalid_client', 'invalid_grant')),
})
