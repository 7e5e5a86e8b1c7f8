import { active, died, held, inactive, revocationConfirmed, revokesNoSuchTokens, scenario, served, shutOut } from '#harness'

export default scenario({
  title: 'An access token that its client revokes is dead from then on, wherever it is shown.',
  why: 'A client that knows of a leak revokes the token; while introspection or a resource still honours it, whoever has it goes on. RFC 7009 2: servers should revoke access tokens, or say that they do not.',
  fix: 'Mark the token as revoked and have resource servers see it: by introspection, by short lifetimes, by a list of revoked tokens. Or answer unsupported_token_type.',
  requirements: ['rfc7009-2-access-token-revocation'],
  needs: ['authorization_code', 'revocation'],
  alone: 'grant',
  detects: ['ignores-revocation'],
  async act({ client, has, poll, skip }) {
    const { access_token } = await client.tokens()
    const introspect = () => client.introspect({ token: access_token })
    const use = () => client.resource({ access_token })
    const known = has('introspection') ? active(await introspect()) : false
    const opens = has('resource') ? served(await use()) && !served(await client.resource()) : false
    if (!known && !opens)
      skip(
        'nothing shows whether an access token is alive: neither introspection nor a protected resource',
        'clients.client.introspection: a client that may introspect, or resource: { url }',
      )
    const revoked = await client.revoke({ token: access_token })
    const after = known ? await poll(introspect, inactive) : undefined
    const used = opens ? await poll(use, (answer) => !served(answer)) : undefined
    return { revoked, ...(after && { after }), ...(used && { used }) }
  },
  control: ({ after, used }) => after !== undefined || used !== undefined,
  verify: ({ revoked, after, used }) => {
    if (revokesNoSuchTokens(revoked)) return [held('the server says that it does not revoke such tokens', revoked.n)]
    return [...revocationConfirmed(revoked), ...(after ? died(after) : []), ...(used ? shutOut(used.tries.at(-1)) : [])]
  },
})
