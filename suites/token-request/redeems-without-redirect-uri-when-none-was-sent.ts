import { issued, redeemed, scenario } from '#harness'

export default scenario({
  title: 'A code that was asked for without redirect_uri is redeemed without it.',
  why: 'A client with one redirection URI may leave redirect_uri out, and has nothing to repeat then. RFC 6749 4.1.3 asks for it only if the authorization request had it.',
  fix: 'Remember with the code whether the authorization request had redirect_uri, and ask for it at the token endpoint only then.',
  requirements: ['rfc6749-4.1.3-redirect-uri-not-needed-if-not-sent'],
  needs: ['authorization_code', 'second_client'],
  detects: ['demands-redirect-uri-always'],
  async act({ client, second, skip }) {
    const single = [client, second].find(({ redirect_uris }) => redirect_uris.length === 1)
    if (!single) return skip('both clients have several redirection URIs', 'clients.second_client.redirect_uris: one that is registered')
    const honest = (await single.tokens()).answer
    const landing = await single.authorize({ redirect_uri: undefined })
    if (!landing.code)
      return skip('the server wants redirect_uri in each authorization request', 'a server that does without, as RFC 6749 4.1.1 allows')
    return { honest, answer: await single.token({ code: landing.code }) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ answer }) => redeemed(answer),
})
