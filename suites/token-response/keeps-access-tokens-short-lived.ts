import { issued, livesAnHourAtMost, scenario, shownGrant } from '#harness'

export default scenario({
  title: 'An access token lives an hour or less.',
  why: 'A token that leaked from a log or a browser works until it expires, since resources rarely ask whether it was revoked. RFC 6750 5.3.',
  fix: 'Issue access tokens for an hour at most, and refresh tokens for longer access.',
  requirements: ['rfc6750-5.3-short-lifetime'],
  needs: ['authorization_code'],
  detects: ['issues-tokens-for-a-month', 'issues-tokens-for-longer-than-it-says', 'sends-expires-in-in-milliseconds'],
  async act({ client, has }) {
    const { answer } = await client.tokens()
    return { answer, grant: await shownGrant({ has }, client, answer) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ grant }, { facts }) => livesAnHourAtMost(grant, facts),
})
