import { issued, refused, scenario } from '#harness'

export default scenario({
  title: 'A code is not redeemed with another registered redirect_uri than that of its authorization request.',
  why: 'Clients use one URI for each server, tenant or page. A code that was sent to one of them and leaked there is injected through another (RFC 6749 4.1.3, 10.6).',
  fix: 'Compare redirect_uri with the one that is stored with the code, not with those that the client registered.',
  requirements: ['rfc6749-4.1.3-redirect-uri-identical'],
  needs: ['authorization_code', 'two_redirect_uris'],
  detects: ['accepts-any-registered-uri-at-token-endpoint', 'ignores-redirect-uri-at-token-endpoint'],
  async act({ client }) {
    const [first, second] = client.redirect_uris
    const honest = await client.token({ code: await client.code({ redirect_uri: first }) })
    const forth = await client.token({ code: await client.code({ redirect_uri: first }) }, { redirect_uri: second })
    const back = await client.token({ code: await client.code({ redirect_uri: second }) }, { redirect_uri: first })
    return { honest, forth, back }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ forth, back }) => [forth, back].flatMap((answer) => refused(answer, 'invalid_grant')),
})
