import { about, arrivedWithCode, arrivedWithError, held, lastHop, noted, notRedirected, scenario, where } from '#harness'

export default scenario({
  title: 'A request without redirect_uri of a client that registered one URI is answered there or not at all.',
  why: 'With one registered URI there is nothing to choose. A server that remembers what the browser asked for before, though it was refused, sends the code to it (RFC 6749 3.1.2.3, 3.1.2.4).',
  fix: 'Use the registered URI, or show an error page, and keep nothing of a request that was refused.',
  requirements: ['rfc6749-3.1.2.3-omitted-redirect-with-single', 'rfc6749-4.1.2.1-mismatched-redirect-no-redirect'],
  needs: ['authorization_code', 'second_client'],
  detects: ['remembers-refused-redirect-uri'],
  async act({ client, second, skip }) {
    const single = [second, client].find(({ redirect_uris }) => redirect_uris.length === 1)
    if (!single)
      return skip('both clients registered several redirection URIs', 'clients.second_client: a client with a single redirection URI')
    const honest = await single.authorize()
    await single.authorize({ redirect_uri: 'https://attacker.example/callback' })
    return { honest, landing: await single.authorize({ redirect_uri: undefined }) }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify({ landing }) {
    const n = lastHop(landing)?.n
    if (arrivedWithCode(landing) || arrivedWithError(landing)) return [held(`the response arrived ${where(landing)}`, n)]
    return [
      ...about('rfc6749-4.1.2.1-mismatched-redirect-no-redirect', notRedirected(landing)),
      noted(`redirect_uri is always required: ${where(landing)}`, n),
    ]
  },
})
