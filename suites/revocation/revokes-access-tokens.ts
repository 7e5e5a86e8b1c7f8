import { active, died, errorCode, held, inactive, revocationConfirmed, revokesNoSuchTokens, scenario } from '#harness'

export default scenario({
  title: 'An access token that its client revokes is inactive from then on.',
  why: 'A client that knows of a leak revokes the token; while introspection calls it active, every resource server that asks lets the thief in. RFC 7009 2: servers should revoke access tokens, or say that they do not.',
  fix: 'Mark the token as revoked before answering 200, and call it inactive at introspection. Or answer unsupported_token_type.',
  requirements: ['rfc7009-2-access-token-revocation'],
  needs: ['authorization_code', 'revocation', 'introspection'],
  alone: true,
  detects: ['ignores-revocation', 'reports-any-token-active'],
  async act({ client, poll, skip }) {
    const { access_token } = await client.tokens()
    const introspect = () => client.introspect({ token: access_token })
    const before = await introspect()
    if (inactive(before) || errorCode(before) === 'unsupported_token_type')
      skip('introspection does not show this client its own token', 'clients.client.introspection: a client that may introspect')
    const revoked = await client.revoke({ token: access_token })
    if (revokesNoSuchTokens(revoked)) return { before, revoked }
    return { before, revoked, after: await poll(introspect, inactive) }
  },
  control: ({ before }) => active(before),
  verify: ({ revoked, after }) =>
    after ? [...revocationConfirmed(revoked), ...died(after)] : [held('the server says that it does not revoke such tokens', revoked.n)],
})
