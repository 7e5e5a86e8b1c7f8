import { basic, credentials, inBody, inTurn, issued, randomValue, refused, scenario } from '#harness'

export default scenario({
  title: 'A secret that a public client sends is verified, and since it has none, refused.',
  why: 'A server that ignores it lets a client believe it were authenticated, and hides a client that was registered as public by mistake. RFC 6749 4.1.3: authenticate the client if client authentication is included.',
  fix: 'Verify whatever credentials a request holds, also of a client that needs none, and answer invalid_client.',
  requirements: ['rfc6749-4.1.3-included-auth-verified'],
  needs: ['authorization_code', 'public_client'],
  tries: ['failed_client_authentication'],
  detects: ['accepts-unregistered-authentication-method'],
  cases: {
    'an invented secret in the body': {
      change: inTurn(inBody, credentials({ client_secret: randomValue() })),
      accepts: ['invalid_client', 'invalid_request'],
      detects: ['ignores-secret-of-public-client'],
    },
    'an invented secret by HTTP Basic': {
      change: basic({ client_secret: randomValue() }),
      accepts: ['invalid_client', 'invalid_request'],
      detects: ['ignores-secret-of-public-client'],
    },
  },
  async act({ publicClient }, { change }) {
    const code = await publicClient.code()
    return { answer: await publicClient.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { row }) => refused(answer, ...(row.accepts ?? [])),
})
