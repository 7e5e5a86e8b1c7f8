import { scenario, served, turnedAway } from '#harness'

export default scenario({
  title: 'An access token in the request URI gives no access to the protected resource.',
  why: 'URIs are kept by logs, proxies, histories and Referer fields, and with them every token in them. OAuth 2.1 5.1 makes resource servers ignore such tokens; RFC 6750 2.3 still allowed them.',
  fix: 'Read access tokens from the Authorization field only.',
  requirements: ['oauth21-5.1-query-token-ignored'],
  needs: ['authorization_code', 'resource'],
  detects: ['accepts-token-in-query-at-resource'],
  async act({ client }) {
    const { access_token } = await client.tokens()
    const honest = await client.resource({ access_token })
    const bare = await client.resource()
    const answer = await client.resource((message) => ({ ...message, query: [...message.query, ['access_token', access_token]] }))
    return { honest, bare, answer }
  },
  control: ({ honest }) => served(honest),
  verify: ({ bare, answer }) => turnedAway(answer, bare),
})
