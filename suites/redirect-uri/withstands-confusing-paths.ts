import { arrivedWithCode, isViolated, notRedirected, noWeaknessSeen, redirectUriDetours, scenario, unlessRegistered } from '#harness'

export default scenario({
  title: 'No other spelling of the registered path is taken for the registered redirection URI.',
  why: 'Servers, proxies, browsers and clients resolve, decode and merge paths each in their own way, so that equal paths lead to different pages (RFC 9700 4.1.3). Fixed lists miss the next spelling.',
  fix: 'Compare the string as it was sent with the registered strings.',
  requirements: ['rfc9700-4.1.3-path-traversal'],
  needs: ['authorization_code'],
  detects: [
    'matches-redirect-uri-by-prefix',
    'accepts-subdirectories-of-redirect-uri',
    'ignores-trailing-slash-of-redirect-uri',
    'accepts-fragment-in-redirect-uri',
    'normalizes-redirect-uri',
    'decodes-and-normalizes-redirect-uri',
    'compares-redirect-uris-as-browsers-read-them',
  ],
  async act({ client, search }) {
    const honest = await client.authorize()
    const attempt = async (redirect_uri: string) => ({
      landing: await client.authorize({ redirect_uri }, unlessRegistered(client.redirect_uris)),
    })
    const hunt = await search(redirectUriDetours(client.redirect_uri), attempt, ({ landing }) => isViolated(notRedirected(landing)))
    return { honest, hunt }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ hunt }) => (hunt.found ? notRedirected(hunt.found.evidence.landing) : noWeaknessSeen(hunt)),
})
