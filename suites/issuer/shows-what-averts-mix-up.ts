import { arrivedWithCode, lastHop, noted, responseParameter, scenario } from '#harness'

const telling = ['iss', 'id_token', 'response']

export default scenario({
  title: 'Whether a response tells which server it comes from is recorded.',
  why: 'A client of several servers can be made to send the code of one to another. A response that names its server lets it notice; a redirection URI of its own for each server does so too, which is the client’s choice (RFC 9700 2.1, 4.4.2).',
  fix: 'Send iss with every authorization response (RFC 9207).',
  requirements: ['rfc9700-2.1-mixup-defence-offered'],
  needs: ['authorization_code'],
  detects: ['omits-iss'],
  async act({ client }) {
    return { landing: await client.authorize() }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify({ landing }) {
    const names = telling.filter((name) => responseParameter(landing, name).some((value) => value !== ''))
    return [
      noted(
        names.length > 0 ? `the response names its server by ${names.join(' and ')}` : 'nothing in the response names its server',
        lastHop(landing)?.n,
      ),
    ]
  },
})
