import { issued, refused, scenario } from '#harness'

export default scenario({
  title: 'A used code is still refused when minutes have passed.',
  why: 'Servers that keep no codes keep a list of used ones instead. When an entry is dropped before the code expires, the code works again for whoever waited. RFC 6749 4.1.2 lets a code be used once, not once a minute.',
  fix: 'Remember a used code for at least as long as it could have been redeemed.',
  requirements: ['rfc6749-4.1.2-code-single-use'],
  needs: ['authorization_code'],
  tries: ['slow'],
  session: 'own',
  detects: ['forgets-used-codes-before-they-expire'],
  async act({ client, wait, declared }) {
    const code = await client.code()
    const { answer: first } = await client.tokens({ code })
    await wait(Math.min((declared.codeLifetimeS ?? 120) * 0.75, 240))
    return { first, replay: await client.token({ code }) }
  },
  control: ({ first }) => issued(first),
  verify: ({ replay }) => refused(replay, 'invalid_grant'),
})
