import { issued, namesItsAudience, scenario, shownGrant } from '#harness'

export default scenario({
  title: 'An access token says for which resource servers it is.',
  why: 'A resource server that turns bad, or is tricked, uses the token of its visitor at all the others. RFC 9700 2.3 and 4.10.2 limit tokens to one or few.',
  fix: 'Put the resource server into aud of the token or of the introspection response, and have it checked there.',
  requirements: ['rfc9700-2.3-audience-restriction'],
  needs: ['authorization_code'],
  detects: ['issues-tokens-without-audience', 'issues-tokens-for-any-audience'],
  async act({ client, has }) {
    const { answer } = await client.tokens()
    return { answer, grant: await shownGrant({ has }, client, answer) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ grant }, { facts }) => namesItsAudience(grant, facts),
})
