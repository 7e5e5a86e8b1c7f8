import { active, basic, type Change, inBody, scenario, toldAnotherClient } from '#harness'

export default scenario({
  title: 'A client is told about a token of another client, or told that it is inactive.',
  why: 'A resource server has to see tokens that were issued to others; an ordinary client has not. RFC 7662 leaves it to the server whom it tells what, and asks it in 2.2 to call a token inactive to whoever may not see it.',
  fix: 'Decide per client which tokens it may introspect and answer active=false, not an error, for all others.',
  requirements: ['rfc7662-2.2-unauthorised-caller-inactive'],
  needs: ['authorization_code', 'introspection', 'second_client'],
  detects: ['introspects-tokens-of-other-clients', 'introspects-without-authentication', 'reports-any-token-active'],
  async act({ client, second, skip }) {
    const { client_id, client_secret, token_endpoint_auth_method } = second
    if (!client_secret) return skip('the second client is public, so that it cannot introspect', 'clients.second_client: one with a secret')
    const changes: Change[] = [basic({ client_id, client_secret })]
    if (token_endpoint_auth_method === 'client_secret_post') changes.push(inBody)
    const own = await second.introspect({ token: (await second.tokens()).access_token }, ...changes)
    if (!active(own)) skip('the second client may not introspect its own token', 'clients.second_client: one that may introspect')
    return { own, answer: await second.introspect({ token: (await client.tokens()).access_token }, ...changes) }
  },
  control: ({ own }) => active(own),
  verify: ({ answer }) => toldAnotherClient(answer),
})
