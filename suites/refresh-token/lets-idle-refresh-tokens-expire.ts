import { issued, newestRefreshToken, refused, scenario } from '#harness'

export default scenario({
  title: 'A refresh token that nobody uses dies after the declared time.',
  why: 'Refresh tokens of forgotten devices lie in backups for years. The date in the record does nothing unless somebody looks at it. RFC 9700 4.14.2 asks that they expire when the client has been inactive for some time.',
  fix: 'Compare the time since the last use of a refresh token with its idle time at each refresh, and answer invalid_grant when it is over.',
  requirements: ['rfc9700-4.14.2-idle-expiry'],
  needs: ['authorization_code', 'refresh_token'],
  tries: ['slow'],
  session: 'own',
  detects: ['never-expires-refresh-tokens'],
  async act({ client, wait, idleSeconds, skip }) {
    if (idleSeconds === undefined) return skip('nobody said when unused refresh tokens die', 'declares.refresh_token_idle, in seconds')
    const used = [(await client.tokens()).answer]
    const { refresh_token } = await client.tokens()
    if (!refresh_token) return skip('no refresh token was issued', 'scopes.refresh: what yields one')
    if (refresh_token === newestRefreshToken(used))
      return skip('a second approval gives the same refresh token', 'a client whose grants have a refresh token each')
    const useAgain = async () => used.push(await client.refresh({ refresh_token: newestRefreshToken(used) }))
    for (let round = 0; round < 2; round++) {
      await wait(idleSeconds / 2 + 5)
      await useAgain()
    }
    return { used, answer: await client.refresh({ refresh_token }) }
  },
  control: ({ used }) => used.every(issued),
  verify: ({ answer }) => refused(answer, 'invalid_grant'),
})
