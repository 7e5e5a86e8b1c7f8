import { type Exchange, issued, refused, scenario } from '#harness'

export default scenario({
  title: 'A code put together from the codes of two clients is refused.',
  why: 'Some codes name their client, session or grant in themselves. Where the server believes that, whoever intercepts a code puts his own client into it and redeems it as himself. RFC 6749 4.1.3 binds a code to the client it was issued to.',
  fix: 'Compare the client, and whatever else a code says about itself, with what was stored when it was issued, or sign the code as a whole.',
  requirements: ['rfc6749-4.1.3-code-bound-to-confidential-client', 'rfc6749-5.2-unknown-code'],
  needs: ['authorization_code', 'second_client'],
  detects: ['redeems-code-for-client-that-it-names'],
  async act({ client, second, splice, skip }) {
    const own = await second.code()
    const theirs = (await second.tokens({ code: own })).answer
    const count = splice(await client.code(), own).length
    if (count === 0) skip('codes of both clients differ in nothing that could be exchanged', 'codes that differ')
    const answers: Exchange[] = []
    for (let i = 0; i < count; i++) {
      const mixed = splice(await client.code(), own)[i]
      if (mixed) answers.push(await second.token({ code: mixed }))
    }
    return { theirs, answers }
  },
  control: ({ theirs }) => issued(theirs),
  verify: ({ answers }) => answers.flatMap((answer) => refused(answer, 'invalid_grant', 'invalid_request')),
})
