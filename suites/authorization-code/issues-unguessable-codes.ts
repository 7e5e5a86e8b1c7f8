import { issued, scenario, unguessable } from '#harness'

export default scenario({
  title: 'Codes are fresh, unordered and too many to guess.',
  why: 'Whoever can guess or count codes needs no victim to click (RFC 6749 10.10 asks for a chance of at most 2^-128).',
  fix: 'Make codes from at least 128, better 160, bits of a cryptographic random number generator.',
  requirements: ['rfc6749-10.10-code-entropy'],
  needs: ['authorization_code'],
  detects: ['issues-sequential-codes', 'issues-short-codes', 'issues-same-code-again'],
  async act({ client, sample }) {
    const honest = (await client.tokens()).answer
    const codes = []
    for (let i = 0; i < 20; i++) codes.push(await client.code())
    return { honest, sample: sample(codes) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ sample }) => unguessable(sample),
})
