import { issued, refused, scenario } from '#harness'

export default scenario({
  title: 'A public client cannot redeem the code of another client by naming itself.',
  why: 'A public client has no secret: client_id in the request is all that ties the code to it, so it has to be compared (RFC 6749 4.1.3).',
  fix: 'Compare client_id of the token request with the client that the code was issued to, for public clients too.',
  requirements: ['rfc6749-4.1.3-code-bound-to-public-client'],
  needs: ['authorization_code', 'public_client', 'confidential_client'],
  detects: ['redeems-code-of-other-public-client'],
  async act({ client, publicClient }) {
    const theirs = (await publicClient.tokens()).answer
    const code = await client.code()
    return { theirs, answer: await publicClient.token({ code }) }
  },
  control: ({ theirs }) => issued(theirs),
  verify: ({ answer }) => refused(answer, 'invalid_grant', 'invalid_client', 'unauthorized_client'),
})
