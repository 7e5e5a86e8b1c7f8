import { about, calledInvalidToken, randomValue, scenario, served, turnedAway } from '#harness'

export default scenario({
  title: 'A token that was invented or changed gives no access to the protected resource.',
  why: 'A resource that takes any word for a token, or reads a JWT without checking its signature, or asks the JWT itself whether it needs one, lets everybody in as everybody. RFC 6749 7 makes it validate each token, RFC 6750 3.1 answer 401.',
  fix: 'Verify signature, issuer and audience of a token, or look it up at the authorization server, and answer 401 with error="invalid_token".',
  requirements: ['rfc6750-3.1-invalid-token', 'rfc6750-3.1-invalid-token-signal'],
  needs: ['authorization_code', 'resource'],
  detects: ['accepts-any-token-at-resource', 'does-not-verify-token-signature', 'accepts-unsigned-tokens'],
  async act({ client, alter }) {
    const { access_token } = await client.tokens()
    const honest = await client.resource({ access_token })
    const bare = await client.resource()
    const invented = await client.resource({ access_token: randomValue() })
    const altered = await client.resource({ access_token: alter(access_token, 'middle character changed') })
    const resigned = await client.resource({ access_token: alter(access_token, 'signature changed') })
    const unsigned = await client.resource({ access_token: alter(access_token, 'unsigned') })
    return { honest, bare, invented, altered, resigned, unsigned }
  },
  control: ({ honest }) => served(honest),
  verify: ({ bare, invented, altered, resigned, unsigned }) =>
    [invented, altered, resigned, unsigned].flatMap((answer) => [
      ...turnedAway(answer, bare),
      ...about('rfc6750-3.1-invalid-token-signal', calledInvalidToken(answer)),
    ]),
})
