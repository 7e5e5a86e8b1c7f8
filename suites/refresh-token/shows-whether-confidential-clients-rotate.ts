import { about, broken, issued, misformed, newestRefreshToken, noAnswer, noted, scenario, undecided } from '#harness'

export default scenario({
  title: 'It is known what becomes of the refresh tokens of confidential clients.',
  why: 'A client with a secret needs no rotation (RFC 9700 2.2.2), and FAPI 2.0 forbids it, since an answer that gets lost locks the client out. Where tokens are replaced and the old ones work on, they only become more.',
  fix: 'Nothing has to change. Keep the refresh token of a client that authenticates, or let the old one die with the use of the new one.',
  requirements: ['rfc6749-6-refresh-grant-works', 'fapi2-5.3.2.1-no-refresh-rotation'],
  needs: ['authorization_code', 'confidential_client', 'refresh_token'],
  alone: true,
  detects: ['collects-refresh-tokens-of-confidential-clients', 'returns-dead-refresh-token'],
  async act({ client, skip }) {
    const { answer, refresh_token } = await client.tokens()
    if (!refresh_token) return skip('no refresh token was issued', 'scopes.refresh: what yields one')
    const refreshed = await client.refresh({ refresh_token })
    const replaced = newestRefreshToken([answer, refreshed]) !== refresh_token
    return { answer, refreshed, replaced, again: await client.refresh({ refresh_token }) }
  },
  control: ({ answer, refreshed }) => issued(answer) && issued(refreshed),
  verify({ replaced, again }) {
    const silent = noAnswer(again)
    if (silent) return [undecided(silent, again.n)]
    const works = issued(again)
    if (!replaced) return [noted(`the refresh token is kept${works ? '' : ', yet works once only'}`, again.n)]
    const rotation = works
      ? misformed('the same refresh token', 'another one, and the old one can be retried', again.n)
      : broken('the same refresh token', 'another one, and the old one is refused at once', again.n)
    return [
      noted(`the refresh token is replaced, and the old one ${works ? 'works on' : 'is refused'}`, again.n),
      ...about('fapi2-5.3.2.1-no-refresh-rotation', [rotation]),
    ]
  },
})
