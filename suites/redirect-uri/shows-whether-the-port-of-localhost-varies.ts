import { arrivedWithCode, lastHop, noted, scenario, uriParts, where } from '#harness'

export default scenario({
  title: 'Whether a native client may choose the port of localhost is told.',
  why: 'RFC 8252 7.3 lets the port of loopback addresses vary and discourages the name; RFC 9700 4.1.3 words the exception for localhost. Native apps have to know which their server follows.',
  fix: 'Either is right. Tell developers of native apps to register 127.0.0.1 or [::1] where localhost has to come with its registered port.',
  requirements: ['rfc9700-4.1.3-localhost-port'],
  needs: ['authorization_code', 'public_client'],
  detects: [
    'varies-port-of-localhost',
    'ignores-port-of-redirect-uri',
    'takes-loopback-hosts-for-one-another',
    'shows-redirect-uri-as-markup',
  ],
  async act({ publicClient, skip }) {
    const registered = publicClient.redirect_uris.find((uri) => /^http:\/\/localhost(?:[:/?]|$)/i.test(uri))
    if (publicClient.application_type === 'web' || registered === undefined)
      return skip(
        'the public client is no native one with an http redirection URI on localhost',
        "clients.public_client: { application_type: 'native', redirect_uris: ['http://localhost/callback'] }",
      )
    const { host, path, query } = uriParts(registered)
    const honest = await publicClient.authorize({ redirect_uri: registered })
    return { honest, landing: await publicClient.authorize({ redirect_uri: `http://${host}:51004${path}${query}` }) }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ landing }) => [
    noted(
      landing.code
        ? `another port of localhost gets the code: ${where(landing)}`
        : `another port of localhost is refused: ${where(landing)}`,
      lastHop(landing)?.n,
    ),
  ],
})
