import { issued, newestRefreshToken, parentRefused, refreshToken, scenario } from '#harness'

export default scenario({
  title: 'A replaced refresh token of a public client is refused though its successor was not used yet.',
  why: 'Some servers take the parent of the active refresh token until the child is used, for clients that lost an answer. Without an end to that, a thief has until the next refresh of the client, and a child of his own. RFC 9700 4.14.2 invalidates the replaced token.',
  fix: 'Refuse a replaced refresh token when a short grace is over, give the same successor again within it, and end the family when it comes later.',
  requirements: ['rfc9700-4.14.2-rotated-token-invalidated'],
  needs: ['authorization_code', 'public_client', 'refresh_token'],
  alone: true,
  detects: ['accepts-parent-of-active-refresh-token', 'keeps-rotated-refresh-token-alive'],
  async act({ publicClient, graceSeconds, wait, skip }) {
    const { answer, refresh_token } = await publicClient.tokens()
    if (!refresh_token) return skip('public clients get no refresh token', 'scopes.refresh: the scope that yields one, if any does')
    const chain = [answer, await publicClient.refresh({ refresh_token })]
    const active = newestRefreshToken(chain)
    if (active === refresh_token) return { chain, uses: [] }
    const soon = await publicClient.refresh({ refresh_token })
    if (issued(soon) && graceSeconds > 0) await wait(graceSeconds)
    const again = issued(soon) && graceSeconds > 0 ? await publicClient.refresh({ refresh_token }) : soon
    if (!issued(again)) return { chain, again, uses: [] }
    const newest = await publicClient.refresh({ refresh_token: refreshToken(again) ?? refresh_token })
    return { chain, again, uses: [newest, await publicClient.refresh({ refresh_token: active })] }
  },
  control: ({ chain }) => issued(chain[0]),
  verify: ({ chain, again, uses }) => parentRefused(chain, again, uses),
})
