import { arrivedWithCode, broken, held, isLoopback, lastHop, scenario, uriScheme, where } from '#harness'

export default scenario({
  title: 'No authorization response goes to an http URI, but for those on this machine.',
  why: 'Whoever is on the way between browser and client reads the code, or takes the response away (RFC 9700 2.6).',
  fix: 'Register no http URIs but those of native clients on a loopback address, and send errors to the same URI as codes.',
  requirements: ['rfc9700-2.6-http-redirect-uri-refused'],
  needs: ['authorization_code'],
  detects: ['sends-errors-over-http'],
  async act({ client }) {
    const honest = await client.authorize()
    const plain = client.redirect_uris.find((uri) => uriScheme(uri) === 'http' && !isLoopback(uri))
    const refused = await client.authorize({ response_type: 'no-such-type' })
    return {
      honest,
      landings: plain === undefined ? [honest, refused] : [honest, refused, await client.authorize({ redirect_uri: plain })],
    }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ landings }) =>
    landings.map((landing) =>
      landing.url && uriScheme(landing.url) === 'http' && !isLoopback(landing.url)
        ? broken('no response over http', `a response ${where(landing)}`, lastHop(landing)?.n)
        : held(`it ended ${where(landing)}`, lastHop(landing)?.n),
    ),
})
