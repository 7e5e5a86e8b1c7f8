import { isSigned, issued, noted, scenario, unguessable } from '#harness'

export default scenario({
  title: 'Tokens are signed, or too many to guess.',
  why: 'Whoever can count, guess or write tokens needs neither user nor client. RFC 6749 10.3 and 10.10 ask for a chance of at most 2^-128.',
  fix: 'Make tokens from at least 128, better 160, bits of a cryptographic random number generator, or sign them.',
  requirements: ['rfc6749-10.3-access-token-unguessable'],
  needs: ['authorization_code'],
  detects: [
    'issues-sequential-access-tokens',
    'issues-short-access-tokens',
    'issues-short-refresh-tokens',
    'issues-unsigned-access-tokens',
  ],
  async act({ client, sample }) {
    const grants = []
    for (let i = 0; i < 8; i++) grants.push(await client.tokens())
    const access = [...new Set(grants.map(({ access_token }) => access_token))]
    const refresh = [...new Set(grants.flatMap(({ refresh_token }) => refresh_token ?? []))]
    return { answers: grants.map(({ answer }) => answer), access: sample(access), refresh: sample(refresh) }
  },
  control: ({ answers }) => answers.every(issued),
  verify: ({ answers, access, refresh }, { facts }) => [
    ...isSigned(answers[0], facts),
    ...[access, refresh].flatMap((of) =>
      of.count < 5 ? [noted(`${of.count} different tokens in ${answers.length} answers`)] : unguessable(of),
    ),
  ],
})
