import { json, noted, scenario, served, turnedAway } from '#harness'

const leeway = 300
const longest = 7200

export default scenario({
  title: 'An access token that has expired gives no access to the protected resource.',
  why: 'Most tokens cannot be revoked everywhere at once; that they end is what limits a leak. RFC 6749 7 makes the resource server see to it that a token has not expired.',
  fix: 'Compare exp, or the stored time of expiry, with the clock at each request, with a leeway of seconds.',
  requirements: ['rfc6749-7-expired-token'],
  needs: ['authorization_code', 'resource'],
  tries: ['slow'],
  session: 'own',
  detects: ['accepts-expired-access-token', 'accepts-any-token-at-resource'],
  async act({ client, wait, skip }) {
    const { access_token, answer: issue } = await client.tokens()
    const lifetime = Number(json(issue)?.['expires_in'])
    if (!(lifetime > 0)) skip('the token response does not say when the token expires', 'a server that sends expires_in (RFC 6749 5.1)')
    if (lifetime > longest)
      skip(`the token lives for ${lifetime} seconds`, `a client whose access tokens live for ${longest} seconds at most`)
    const honest = await client.resource({ access_token })
    const bare = await client.resource()
    await wait(lifetime + 60)
    const soon = await client.resource({ access_token })
    if (!served(soon)) return { honest, bare, answer: soon }
    await wait(leeway - 60 + 30)
    return { honest, bare, soon, answer: await client.resource({ access_token }) }
  },
  control: ({ honest }) => served(honest),
  verify: ({ bare, soon, answer }) => [
    ...turnedAway(answer, bare),
    ...(soon ? [noted('a minute after its end the token still gave access', soon.n)] : []),
  ],
})
