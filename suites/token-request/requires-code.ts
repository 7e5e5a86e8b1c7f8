import { issued, mapped, refused, scenario } from '#harness'

export default scenario({
  title: 'A token request without a code gets no token.',
  why: 'A lookup with nothing to look for finds the first or the last code there is, and with it somebody else’s. RFC 6749 4.1.3 and 5.2.',
  fix: 'Answer invalid_request when code is missing or empty, before any code is looked up.',
  requirements: ['rfc6749-4.1.3-missing-code', 'rfc6749-3.2-token-empty-params'],
  needs: ['authorization_code'],
  cases: {
    'no code': { change: mapped('code', () => []), detects: ['redeems-latest-code-without-code', 'calls-missing-code-invalid-grant'] },
    'an empty one': {
      change: mapped('code', () => ''),
      requirement: 'rfc6749-3.2-token-empty-params',
      detects: ['redeems-latest-code-without-code', 'calls-missing-code-invalid-grant'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => refused(answer, 'invalid_request'),
})
