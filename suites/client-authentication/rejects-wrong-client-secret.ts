import { alteredSecret, byTheOtherMethod, credentials, inTurn, issued, randomValue, refused, scenario } from '#harness'

export default scenario({
  title: 'A client is authenticated only by its whole secret, in its own letter case.',
  why: 'Whoever guesses a part of a secret, or calls with any secret at all, redeems stolen codes in the name of the client. RFC 6749 4.1.3 demands authentication, and 5.2 answers a failed one with invalid_client.',
  fix: 'Compare the secret, or the hash of the whole of it, in constant time and with letter case; answer invalid_client unless they are equal.',
  requirements: ['rfc6749-5.2-wrong-secret'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  detects: ['remembers-authenticated-client'],
  cases: {
    'another secret': {
      change: credentials({ client_secret: randomValue() }),
      accepts: ['invalid_client'],
      detects: ['accepts-any-client-secret', 'leaks-client-secret-in-error'],
    },
    'the first half of the secret': {
      change: alteredSecret('first half'),
      accepts: ['invalid_client'],
      detects: ['compares-client-secret-by-prefix'],
    },
    'the secret in other letter case': {
      change: alteredSecret('case changed'),
      accepts: ['invalid_client'],
      detects: ['ignores-case-of-client-secret'],
    },
    'the secret with its middle character changed': {
      change: alteredSecret('middle character changed'),
      accepts: ['invalid_client'],
      detects: ['accepts-any-client-secret'],
    },
    'another secret by the method that is not registered': {
      change: inTurn(byTheOtherMethod, credentials({ client_secret: randomValue() })),
      accepts: ['invalid_client'],
      detects: ['ignores-posted-secret-of-basic-client'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { row }) => refused(answer, ...(row.accepts ?? [])),
})
