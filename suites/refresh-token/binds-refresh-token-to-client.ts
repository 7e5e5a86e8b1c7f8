import { issued, noted, refused, scenario } from '#harness'

export default scenario({
  title: 'A refresh token works only for the client to which it was issued.',
  why: 'A leaked refresh token is worth nothing to whoever cannot authenticate as its client. Where any registered client may use it, that protection is gone. RFC 6749 6 and 10.4.',
  fix: 'Store the client with each refresh token, compare it with the authenticated one, and answer invalid_grant when they differ.',
  requirements: ['rfc6749-6-bound-to-client'],
  needs: ['authorization_code', 'refresh_token', 'second_client'],
  detects: ['accepts-refresh-token-of-other-client'],
  async act({ client, second, skip }) {
    const own =
      (await second.tokens()).refresh_token ??
      skip('the second client gets no refresh token', 'clients.second_client: one that gets refresh tokens')
    const theirs = await second.refresh({ refresh_token: own })
    const refresh_token = (await client.tokens()).refresh_token ?? skip('no refresh token was issued', 'scopes.refresh: what yields one')
    const answer = await second.refresh({ refresh_token })
    return { theirs, answer, mine: await client.refresh({ refresh_token }) }
  },
  control: ({ theirs }) => issued(theirs),
  verify: ({ answer, mine }) => [
    ...refused(answer, 'invalid_grant'),
    noted(`afterwards its own client ${issued(mine) ? 'can' : 'cannot'} use it`, mine.n),
  ],
})
