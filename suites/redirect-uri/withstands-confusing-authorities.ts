import { arrivedWithCode, isViolated, notRedirected, noWeaknessSeen, redirectUriTricks, scenario } from '#harness'

export default scenario({
  title: 'No mixture of the registered authority and another one is taken for the registered redirection URI.',
  why: 'Which of two hosts in one string counts depends on the parser, and servers and browsers use different ones (RFC 9700 4.1.3). Fixed lists of tricks miss the next one.',
  fix: 'Compare the string as it was sent with the registered strings.',
  requirements: ['rfc9700-4.1.3-userinfo-parser'],
  needs: ['authorization_code'],
  detects: ['parses-host-after-userinfo'],
  async act({ client, search }) {
    const honest = await client.authorize()
    const tricks = redirectUriTricks(client.redirect_uri, 'https://attacker.example')
    const attempt = async (redirect_uri: string) => ({ landing: await client.authorize({ redirect_uri }) })
    return { honest, hunt: await search(tricks, attempt, ({ landing }) => isViolated(notRedirected(landing))) }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ hunt }) => (hunt.found ? notRedirected(hunt.found.evidence.landing) : noWeaknessSeen(hunt)),
})
