import { held, revocationConfirmed, revokesNoSuchTokens, scenario, served, turnedAway } from '#harness'

export default scenario({
  title: 'The protected resource refuses an access token that its client revoked.',
  why: 'Revocation that no resource server hears of leaves a leaked token at work until it expires, as a self-contained token does unless its lifetime is short. RFC 7009 2 and 3.',
  fix: 'Have resource servers ask for the state of a token, or keep a list of revoked ones, or issue self-contained tokens for minutes only. Or answer unsupported_token_type.',
  requirements: ['rfc7009-2-access-token-revocation'],
  needs: ['authorization_code', 'revocation', 'resource'],
  alone: true,
  detects: ['ignores-revocation', 'accepts-any-token-at-resource'],
  async act({ client, poll }) {
    const { access_token } = await client.tokens()
    const use = () => client.resource({ access_token })
    const before = await use()
    const bare = await client.resource()
    const revoked = await client.revoke({ token: access_token })
    if (revokesNoSuchTokens(revoked)) return { before, bare, revoked }
    return { before, bare, revoked, after: await poll(use, (answer) => !served(answer)) }
  },
  control: ({ before }) => served(before),
  verify: ({ bare, revoked, after }) =>
    after
      ? [...revocationConfirmed(revoked), ...turnedAway(after.tries.at(-1), bare)]
      : [held('the server says that it does not revoke such tokens', revoked.n)],
})
