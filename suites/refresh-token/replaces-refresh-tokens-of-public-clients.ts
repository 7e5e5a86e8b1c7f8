import { about, familyDied, held, issued, namedScope, newestRefreshToken, replacedTokenDied, rotated, scenario } from '#harness'

export default scenario({
  title: 'A public client gets another refresh token each time, and a replaced one ends its whole family.',
  why: 'A public client cannot authenticate, so a stolen refresh token works for the thief. Replacing it makes theft show: the second of the two users brings an old token. RFC 9700 2.2.2 and 4.14.2.',
  fix: 'Issue a new refresh token with each refresh of a public client, refuse the old one, and revoke all of the grant’s refresh tokens when an old one is presented.',
  requirements: [
    'rfc9700-2.2.2-public-rotation-or-binding',
    'rfc9700-4.14.2-rotated-token-invalidated',
    'rfc9700-4.14.2-replay-revokes-family',
  ],
  needs: ['authorization_code', 'public_client', 'refresh_token'],
  alone: true,
  detects: [
    'does-not-rotate-refresh-tokens',
    'keeps-rotated-refresh-token-alive',
    'keeps-family-of-reused-refresh-token',
    'does-not-rotate-when-scope-is-named',
    'detects-reuse-of-last-refresh-token-only',
  ],
  async act({ publicClient, alice, scopes, graceSeconds, wait, skip }) {
    const { answer, refresh_token } = await publicClient.tokens()
    const asked = publicClient.scope?.split(' ').includes(scopes.refresh ?? '') ?? false
    if (!refresh_token && !asked)
      skip(
        'the public client got no refresh token, and nothing says that it asked for one',
        'scopes.refresh: the scope that yields one, and clients.public_client.scope with it',
      )
    if (!refresh_token) return { chain: [answer], replays: [] }
    const refreshed = async (answers: (typeof answer)[], scope?: string) => [
      ...answers,
      await publicClient.refresh({ refresh_token: newestRefreshToken(answers), scope }),
    ]
    const granted = [...(namedScope(answer) ?? [])].join(' ') || publicClient.scope
    const first = await refreshed([answer])
    const scoped = await refreshed(first, granted)
    const chain = await refreshed(issued(scoped.at(-1)) ? scoped : first)
    const replays = [await publicClient.refresh({ refresh_token })]
    if (issued(replays[0]) && graceSeconds > 0) {
      await wait(graceSeconds)
      replays.push(await publicClient.refresh({ refresh_token }))
    }
    const successor = await publicClient.refresh({ refresh_token: newestRefreshToken(chain) })
    const other = await publicClient.as(await alice.fresh()).tokens()
    const sibling = await publicClient.refresh({ refresh_token: other.refresh_token })
    return { chain, replays, successor, sibling }
  },
  control: ({ chain }) => issued(chain[0]),
  verify: ({ chain, replays, successor, sibling }) => {
    if (replays.length === 0) return [held('the public client asked for a refresh token and got none', chain[0]?.n)]
    const rotation = rotated(chain, replays.at(-1))
    if (!rotation.some((finding) => finding.is === 'held')) return rotation
    const death = replacedTokenDied(replays)
    const family = death.some((finding) => finding.is === 'held') ? familyDied(successor, sibling) : []
    return [
      ...rotation,
      ...about('rfc9700-4.14.2-rotated-token-invalidated', death),
      ...about('rfc9700-4.14.2-replay-revokes-family', family),
    ]
  },
})
