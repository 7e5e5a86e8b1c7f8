import { arrivedWithCode, notRedirected, scenario, withoutLoopbackPort } from '#harness'

export default scenario({
  title: 'A redirect_uri that only another client registered is refused.',
  why: 'Where any registered URI will do, an attacker registers a client and receives the codes of all others (RFC 6749 3.1.2.3, 4.1.2.1).',
  fix: 'Look redirect_uri up among the URIs of the client that client_id names, not among all that the server knows.',
  requirements: ['rfc6749-4.1.2.1-redirect-uri-of-other-client'],
  needs: ['authorization_code', 'second_client'],
  detects: ['accepts-redirect-uri-of-any-client'],
  async act({ client, second, skip }) {
    const own = client.redirect_uris.map(withoutLoopbackPort)
    const redirect_uri = second.redirect_uris.find((uri) => !own.includes(withoutLoopbackPort(uri)))
    if (redirect_uri === undefined)
      return skip(
        'both clients registered the same redirection URIs, ports of this machine apart',
        'clients.second_client.redirect_uris: a URI that differs in more than the port of a loopback host',
      )
    const mine = await client.authorize()
    const theirs = await second.authorize({ redirect_uri })
    return { mine, theirs, landing: await client.authorize({ redirect_uri }) }
  },
  control: ({ mine, theirs }) => arrivedWithCode(mine) && arrivedWithCode(theirs),
  verify: ({ landing }) => notRedirected(landing),
})
