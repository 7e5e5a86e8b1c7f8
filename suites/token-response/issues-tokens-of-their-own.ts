import { accessToken, broken, held, issued, scenario } from '#harness'

export default scenario({
  title: 'No two clients and no two users get the same access token.',
  why: 'A token that stands for several grants does what any of them allows, for whoever holds one, and dies with the first that is revoked. RFC 6749 1.4 and 10.3.',
  fix: 'Make a token for each grant; reuse one at most for the same client, user and scope.',
  requirements: ['rfc6749-10.3-access-token-unguessable'],
  needs: ['authorization_code', 'second_client', 'two_users'],
  detects: ['shares-access-tokens-between-clients', 'shares-access-tokens-between-users'],
  async act({ client, second, bob }) {
    const own = (await client.tokens()).answer
    return { own, clients: (await second.tokens()).answer, users: (await client.as(bob).tokens()).answer }
  },
  control: ({ own, clients, users }) => [own, clients, users].every(issued),
  verify: ({ own, clients, users }) => {
    const shared = [clients, users].filter((answer) => accessToken(answer) === accessToken(own))
    return shared.length > 0
      ? shared.map(({ n }) => broken('a token of its own', 'the token of another grant', n, { severity: 'critical' }))
      : [held('three grants, three tokens', users.n)]
  },
})
