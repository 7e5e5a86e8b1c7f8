import { held, issued, misformed, refused, scenario } from '#harness'

export default scenario({
  title: 'A code that nobody redeemed dies soon.',
  why: 'The longer a code lives, the more logs and histories can be read in time. RFC 6749 4.1.2 recommends ten minutes at most.',
  fix: 'Give codes a lifetime of a minute or less and answer invalid_grant afterwards.',
  requirements: ['rfc6749-4.1.2-code-expires'],
  needs: ['authorization_code'],
  tries: ['slow'],
  session: 'own',
  detects: ['never-expires-codes', 'takes-code-lifetime-for-minutes'],
  async act({ client, wait, declared }) {
    const code = await client.code()
    await wait((declared.codeLifetimeS ?? 600) + 5)
    const answer = await client.token({ code })
    return { answer, afterwards: (await client.tokens()).answer }
  },
  control: ({ afterwards }) => issued(afterwards),
  verify({ answer }, { facts }) {
    if (facts.declared.codeLifetimeS !== undefined || !issued(answer)) return refused(answer, 'invalid_grant')
    return [
      held('the code may die later', answer.n),
      misformed('a code that dies within 10 minutes', 'it was still redeemed after 10 minutes and 5 seconds', answer.n),
    ]
  },
})
