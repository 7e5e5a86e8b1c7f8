import { fitsBearerSyntax, issued, scenario } from '#harness'

export default scenario({
  title: 'An access token consists of characters that the Authorization field can carry.',
  why: 'Clients put the token behind "Bearer " as it is. A space, a comma or a quote ends it there, and every request with it fails. RFC 6750 2.1.',
  fix: 'Make access tokens of letters, digits and - . _ ~ + / alone, with = at the end at most.',
  requirements: ['rfc6750-2.1-token-b64token-syntax'],
  needs: ['authorization_code'],
  detects: ['issues-tokens-with-spaces', 'issues-tokens-with-bars'],
  async act({ client }) {
    return { answer: (await client.tokens()).answer }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { facts }) => fitsBearerSyntax(answer, facts),
})
