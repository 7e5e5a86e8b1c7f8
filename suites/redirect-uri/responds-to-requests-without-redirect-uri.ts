import { about, arrivedWithCode, arrivedWithError, held, lastHop, noted, notRedirected, redeemed, scenario, where } from '#harness'

export default scenario({
  title: 'A request without redirect_uri of a client that registered one URI is answered there or not at all, and its code needs none.',
  why: 'With one registered URI there is nothing to choose, and nothing to remember from another request; a code that demands a URI nobody sent is worth nothing (RFC 6749 3.1.2.3, 4.1.3).',
  fix: 'Use the registered URI, or show an error page; keep with the code that the request had none, and do not demand it in the token request.',
  requirements: [
    'rfc6749-3.1.2.3-omitted-redirect-with-single',
    'rfc6749-4.1.2.1-mismatched-redirect-no-redirect',
    'rfc6749-4.1.3-redirect-uri-not-needed-if-not-sent',
  ],
  needs: ['authorization_code', 'second_client'],
  detects: ['remembers-refused-redirect-uri', 'demands-redirect-uri-that-was-not-sent'],
  async act({ client, second, skip }) {
    const single = [second, client].find(({ redirect_uris }) => redirect_uris.length === 1)
    if (!single)
      return skip('both clients registered several redirection URIs', 'clients.second_client: a client with a single redirection URI')
    const honest = await single.authorize()
    await single.authorize({ redirect_uri: 'https://attacker.example/callback' })
    const landing = await single.authorize({ redirect_uri: undefined })
    if (!landing.code) return { honest, landing }
    return { honest, landing, answer: await single.token({ code: landing.code }) }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify({ landing, answer }) {
    const n = lastHop(landing)?.n
    if (!arrivedWithCode(landing) && !arrivedWithError(landing))
      return [
        ...about('rfc6749-4.1.2.1-mismatched-redirect-no-redirect', notRedirected(landing)),
        noted(`redirect_uri is always required: ${where(landing)}`, n),
      ]
    if (!answer) return [held(`answered ${where(landing)}`, n)]
    return [held(`a code arrived ${where(landing)}`, n), ...about('rfc6749-4.1.3-redirect-uri-not-needed-if-not-sent', redeemed(answer))]
  },
})
