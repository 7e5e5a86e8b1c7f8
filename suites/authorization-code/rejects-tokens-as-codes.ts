import { type Exchange, issued, refused, scenario } from '#harness'

export default scenario({
  title: 'A token is no code.',
  why: 'Where codes are looked up in a store that holds tokens too, whoever sees an access token of a minute makes a refresh token of months from it, and no verifier is asked for. RFC 6749 5.2 calls a grant invalid that was not issued as one.',
  fix: 'Look codes up among codes only, and answer invalid_grant to everything else.',
  requirements: ['rfc6749-5.2-unknown-code'],
  needs: ['authorization_code'],
  detects: ['accepts-token-as-code'],
  async act({ client }) {
    const { access_token, refresh_token, answer: honest } = await client.tokens()
    const answers: Exchange[] = []
    for (const token of refresh_token ? [access_token, refresh_token] : [access_token]) {
      answers.push(await client.token({ code: token }))
      answers.push(await client.token({ code: token, code_verifier: undefined }))
    }
    return { honest, answers }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ answers }) => answers.flatMap((answer) => refused(answer, 'invalid_grant', 'invalid_request')),
})
