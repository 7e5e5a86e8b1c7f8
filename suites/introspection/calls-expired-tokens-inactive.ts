import { about, active, calledInactive, errorCode, inactive, issued, json, noted, saysNoMore, scenario } from '#harness'

const leeway = 300
const longest = 7200

export default scenario({
  title: 'Introspection calls an access token inactive that has expired, and says no more of it.',
  why: 'Resource servers let in whoever introspection calls active, and look at exp no more. Most tokens are revoked nowhere, so that expiry alone ends a leak. RFC 7662 2.2 and 4.',
  fix: 'Compare the time of expiry with the clock at each request, and answer with active=false and nothing else.',
  requirements: ['rfc7662-2.2-inactive-tokens', 'rfc7662-2.2-inactive-minimal'],
  needs: ['authorization_code', 'introspection'],
  tries: ['slow'],
  session: 'own',
  detects: [
    'reports-expired-tokens-active',
    'says-more-of-inactive-tokens',
    'reports-any-token-active',
    'issues-tokens-for-longer-than-it-says',
  ],
  async act({ client, wait, skip }) {
    const { access_token, answer: issue } = await client.tokens()
    const lifetime = Number(json(issue)?.['expires_in'])
    if (!(lifetime > 0)) skip('the token response does not say when the token expires', 'a server that sends expires_in (RFC 6749 5.1)')
    if (lifetime > longest)
      skip(`the token lives for ${lifetime} seconds`, `a client whose access tokens live for ${longest} seconds at most`)
    const before = await client.introspect({ token: access_token })
    if (inactive(before) || errorCode(before) === 'unsupported_token_type')
      skip('introspection does not show this client its own token', 'clients.client.introspection: a client that may introspect')
    await wait(lifetime + 60)
    const soon = await client.introspect({ token: access_token })
    if (!active(soon)) return { issue, before, answer: soon }
    await wait(leeway - 60 + 30)
    return { issue, before, soon, answer: await client.introspect({ token: access_token }) }
  },
  control: ({ issue, before }) => issued(issue) && active(before),
  verify: ({ soon, answer }) => [
    ...calledInactive(answer),
    ...about('rfc7662-2.2-inactive-minimal', saysNoMore(answer)),
    ...(soon ? [noted('a minute after its end the token was still called active', soon.n)] : []),
  ],
})
