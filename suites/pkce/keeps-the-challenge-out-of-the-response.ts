import { arrivedWithCode, issued, scenario, showsNoChallenge } from '#harness'

export default scenario({
  title: 'The authorization response does not tell the code_challenge.',
  why: 'Whoever sees a response learns which request it belongs to, and, with the method plain, the verifier. RFC 7636 4.4 forbids a challenge that others can extract.',
  fix: 'Keep code_challenge at the server or encrypt it in the code, and leave it out of the response.',
  requirements: ['rfc7636-4.4-challenge-not-disclosed'],
  needs: ['authorization_code', 'pkce_s256'],
  detects: ['returns-code-challenge', 'puts-code-challenge-into-code'],
  async act({ client }) {
    const landing = await client.authorize()
    if (!landing.code) return { landing }
    return { landing, answer: await client.token({ code: landing.code }) }
  },
  control: ({ landing, answer }) => arrivedWithCode(landing) && issued(answer),
  verify: ({ landing }, { facts }) => showsNoChallenge(landing, facts),
})
