import { scenario, served, turnedAway } from '#harness'

export default scenario({
  title: 'Refresh tokens and codes are no access tokens: the protected resource refuses them.',
  why: 'Codes travel through browsers and refresh tokens live for months. Where they open the resource too, short-lived access tokens protect nothing. RFC 6749 1.5: refresh tokens are never sent to resource servers.',
  fix: 'Ask for the kind of a token, and not only for its signature or its place in a table, before it gives access.',
  requirements: ['rfc6749-7-only-access-tokens'],
  needs: ['authorization_code', 'resource'],
  detects: ['accepts-refresh-token-at-resource', 'accepts-any-token-at-resource'],
  async act({ client }) {
    const { access_token, refresh_token } = await client.tokens()
    const honest = await client.resource({ access_token })
    const bare = await client.resource()
    const others = [await client.resource({ access_token: await client.code() })]
    if (refresh_token && refresh_token !== access_token) others.push(await client.resource({ access_token: refresh_token }))
    return { honest, bare, others }
  },
  control: ({ honest }) => served(honest),
  verify: ({ bare, others }) => others.flatMap((answer) => turnedAway(answer, bare)),
})
