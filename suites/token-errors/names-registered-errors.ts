import { issued, namesRegisteredError, randomValue, scenario } from '#harness'

export default scenario({
  title: 'A refusal carries one of the error codes that clients know.',
  why: 'A client asks the user again, tries later or gives up by the code alone; one that the server invented leaves it guessing. RFC 6749 5.2 lists the codes, 8.5 registers more.',
  fix: 'Send one of the codes of RFC 6749 5.2, or a registered one of an extension; put the details into error_description.',
  requirements: ['rfc6749-5.2-error-registered'],
  needs: ['authorization_code'],
  detects: ['guesses-missing-grant-type'],
  cases: {
    'an unknown code': { change: { code: randomValue() }, detects: ['sends-errors-of-its-own', 'accepts-invented-code'] },
    'no grant_type': { change: { grant_type: undefined }, detects: ['sends-errors-of-its-own', 'calls-bad-requests-server-error'] },
    'no code': {
      change: { code: undefined },
      detects: ['sends-errors-of-its-own', 'calls-bad-requests-server-error'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => namesRegisteredError(answer),
})
