import { audienceOf, broken, held, issued, noAnswer, noted, scenario, shownGrant, undecided } from '#harness'

const resource = 'https://resource-that-does-not-exist.example/'

export default scenario({
  title: 'A token request cannot put a resource of its own into the audience.',
  why: 'A client that names any resource at the token endpoint gets tokens for services that the user never heard of. RFC 8707 2.2 keeps it to what was granted and has the error invalid_target for the rest.',
  fix: 'Compare resource with the resources of the grant and answer invalid_target; a server without RFC 8707 ignores the parameter.',
  requirements: ['rfc8707-2.2-token-request-resource'],
  needs: ['authorization_code'],
  detects: ['puts-any-resource-into-audience'],
  async act({ client, has }) {
    const honest = (await client.tokens()).answer
    const answer = await client.token({ code: await client.code() }, { resource })
    return { honest, grant: await shownGrant({ has }, client, answer) }
  },
  control: ({ honest }) => issued(honest),
  verify({ grant }, { facts }) {
    const [answer] = grant
    const silent = grant.map((one) => noAnswer(one)).find(Boolean)
    if (silent || !answer) return [undecided(silent ?? 'the request was not sent')]
    if (!issued(answer)) return [held('the unknown resource is refused', answer.n)]
    const audience = audienceOf(grant, facts)
    if (!audience) return [noted('nothing shows the audience of the token', answer.n)]
    return audience.includes(resource)
      ? [broken('a token without that audience', 'a token for a resource that nobody knows', answer.n)]
      : [held('the token is not for that resource', answer.n)]
  },
})
