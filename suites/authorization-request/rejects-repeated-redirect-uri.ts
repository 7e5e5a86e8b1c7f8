import { arrivedWithCode, mapped, refusedAsRepeated, scenario } from '#harness'

const attacker = 'https://attacker.example/callback'

export default scenario({
  title: 'A redirect_uri that comes twice does not send the response to the one that was not checked.',
  why: 'Where one part of a server reads the first copy and another the last, the checked URI is not the one that receives the code (RFC 6749 3.1).',
  fix: 'Refuse a request in which a parameter occurs more than once, on a page of the server or by invalid_request at a registered URI.',
  requirements: ['rfc6749-3.1-duplicate-client-or-redirect'],
  needs: ['authorization_code'],
  cases: {
    'the registered URI first': {
      change: mapped('redirect_uri', (uri) => [uri, attacker]),
      detects: ['accepts-repeated-redirect-uri'],
    },
    'the registered URI last': {
      change: mapped('redirect_uri', (uri) => [attacker, uri]),
      detects: ['checks-last-of-repeated-redirect-uris'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => refusedAsRepeated(landing),
})
