import { arrivedWithCode, gaveCode, lacking, lastHop, redeemed, scenario, uriScheme, where } from '#harness'

export default scenario({
  title: 'A private-use scheme that a native client registered gets the code, with its URI as it is written.',
  why: 'The operating system finds an app by the scheme of its URI and the app its page by the rest; an authority that nobody registered breaks that (RFC 8252 7.1).',
  fix: 'Compare and send such URIs as strings. They have one slash and no authority: com.example.app:/callback.',
  requirements: ['rfc8252-7-private-use-scheme-offered'],
  needs: ['authorization_code', 'public_client'],
  detects: ['refuses-private-use-schemes', 'writes-private-use-scheme-with-authority'],
  async act({ publicClient, skip }) {
    const registered = publicClient.redirect_uris.find((uri) => !/^https?$/.test(uriScheme(uri)))
    const other = publicClient.redirect_uris.find((uri) => /^https?$/.test(uriScheme(uri)))
    if (registered === undefined || other === undefined)
      return skip(
        'the public client registered no URI with a scheme of its own beside another one',
        "clients.public_client.redirect_uris: ['http://127.0.0.1/callback', 'com.example.app:/callback']",
      )
    const honest = await publicClient.authorize({ redirect_uri: other })
    const landing = await publicClient.authorize({ redirect_uri: registered })
    if (!landing.code) return { registered, honest, landing }
    return { registered, honest, landing, answer: await publicClient.token({ code: landing.code }) }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify({ registered, landing, answer }) {
    if (landing.code && !landing.url?.startsWith(registered))
      return [lacking(`a code at ${registered}`, `a code ${where(landing)}`, lastHop(landing)?.n)]
    return answer ? [...gaveCode(landing), ...redeemed(answer)] : gaveCode(landing)
  },
})
