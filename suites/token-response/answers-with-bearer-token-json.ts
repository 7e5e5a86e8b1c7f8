import { about, answeredWithJson, hasRequiredMembers, isBearer, issued, saysLifetime, scenario } from '#harness'

export default scenario({
  title: 'Tokens come with status 200 as a JSON object that says their type and lifetime.',
  why: 'Clients find the token, its type and its lifetime by the names, types and media type of RFC 6749 5.1; a client that has to guess uses a token wrongly or too long.',
  fix: 'Answer with status 200, Content-Type: application/json, and access_token, token_type and expires_in as a number at the top level.',
  requirements: [
    'rfc6749-5.1-status-and-type',
    'rfc6749-5.1-required-members',
    'rfc6749-5.1-token-type-case-insensitive',
    'rfc6749-5.1-expires-in',
  ],
  needs: ['authorization_code'],
  detects: [
    'sends-token-response-as-text',
    'sends-token-response-with-201',
    'omits-token-type',
    'sends-expires-in-as-string',
    'omits-token-type-on-refresh',
  ],
  async act({ client }) {
    const { answer, refresh_token } = await client.tokens()
    const refreshed = refresh_token && (await client.refresh({ refresh_token }))
    return refreshed && issued(refreshed) ? { answers: [answer, refreshed] } : { answers: [answer] }
  },
  control: ({ answers }) => issued(answers[0]),
  verify: ({ answers }, { facts }) =>
    answers.flatMap((answer) => [
      ...answeredWithJson(answer),
      ...about('rfc6749-5.1-required-members', hasRequiredMembers(answer, facts)),
      ...about('rfc6749-5.1-token-type-case-insensitive', isBearer(answer)),
      ...about('rfc6749-5.1-expires-in', saysLifetime(answer, facts)),
    ]),
})
