import { issued, oneMethodOnly, randomValue, refused, scenario, twoMethods } from '#harness'

export default scenario({
  title: 'A request that authenticates its client in two ways is refused.',
  why: 'If one part of a server checks one credential and another part the other, an attacker sends a right one beside a foreign one. RFC 6749 2.3 allows one method in a request, and 5.2 calls more an invalid request.',
  fix: 'Answer invalid_request when a request holds both an Authorization field and a client_secret in its body.',
  requirements: ['rfc6749-2.3-multiple-methods', 'rfc6749-5.2-wrong-secret'],
  needs: ['authorization_code', 'confidential_client'],
  tries: ['failed_client_authentication'],
  cases: {
    'right in the header and in the body': {
      change: twoMethods({}, {}),
      accepts: ['invalid_request', 'invalid_client'],
      detects: ['accepts-two-authentication-methods'],
    },
    'right in the header, wrong in the body': {
      change: twoMethods({}, { client_secret: randomValue() }),
      accepts: ['invalid_request', 'invalid_client'],
      detects: ['accepts-two-authentication-methods'],
    },
    'wrong in the header, right in the body': {
      change: twoMethods({ client_secret: randomValue() }, {}),
      accepts: ['invalid_request', 'invalid_client'],
      detects: ['accepts-two-authentication-methods'],
    },
    'wrong in the header and in the body': {
      change: twoMethods({ client_secret: randomValue() }, { client_secret: randomValue() }),
      accepts: ['invalid_request', 'invalid_client'],
      requirement: 'rfc6749-5.2-wrong-secret',
      detects: ['verifies-nothing-when-two-methods-come'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { row }) => {
    const judge = row.requirement === 'rfc6749-5.2-wrong-secret' ? refused : oneMethodOnly
    return judge(answer, ...(row.accepts ?? []))
  },
})
