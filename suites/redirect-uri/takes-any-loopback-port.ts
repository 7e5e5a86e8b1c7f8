import { about, arrivedWithCode, gaveCodeWhereAsked, isLoopbackAddress, redeemed, scenario, uriParts } from '#harness'

const onPort = (uri: string, port: number) => {
  const { scheme, host, path, query } = uriParts(uri)
  return `${scheme}://${host}:${port}${path}${query}`
}

export default scenario({
  title: 'For a native client on a loopback address any port is accepted and receives a code that works.',
  why: 'A native app takes a free port when it starts, so that a fixed one breaks it, and a response at another port or address reaches another program (RFC 8252 7.3).',
  fix: 'For http URIs on 127.0.0.1 and [::1] leave the port out of the comparison, and respond at the port that was asked for.',
  requirements: ['rfc8252-7.3-loopback-any-port-ipv4', 'rfc8252-7.3-loopback-any-port-ipv6'],
  needs: ['authorization_code', 'public_client'],
  detects: [
    'requires-exact-loopback-port',
    'requires-exact-port-over-ipv6',
    'responds-at-registered-loopback-port',
    'responds-at-another-loopback-host',
    'responds-at-first-registered-uri',
  ],
  async act({ publicClient, skip }) {
    const registered = publicClient.redirect_uris.filter(isLoopbackAddress)
    const [first, ...others] = ['127.0.0.1', '[::1]'].flatMap((host) => registered.find((uri) => uriParts(uri).host === host) ?? [])
    if (publicClient.application_type !== 'native' || first === undefined)
      return skip(
        'the public client is no native one with an http redirection URI on a loopback address',
        "clients.public_client: { application_type: 'native', redirect_uris: ['http://127.0.0.1/callback'] }",
      )
    const honest = await publicClient.authorize({ redirect_uri: first })
    const landings = []
    const answers = []
    for (const uri of [first, ...others]) {
      const landing = await publicClient.authorize({ redirect_uri: onPort(uri, 51_004) })
      landings.push(landing)
      answers.push(landing.code ? await publicClient.token({ code: landing.code }) : null)
    }
    return { honest, landings, answers }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ landings, answers }) =>
    landings.flatMap((landing, i) => {
      const overIPv6 = landing.hops[0]?.request.url.includes(encodeURIComponent('[')) ?? false
      return about(overIPv6 ? 'rfc8252-7.3-loopback-any-port-ipv6' : 'rfc8252-7.3-loopback-any-port-ipv4', [
        ...gaveCodeWhereAsked(landing),
        ...(answers[i] ? redeemed(answers[i]) : []),
      ])
    }),
})
