import { arrivedWithCode, lastHop, misformed, refusedByRedirect, scenario } from '#harness'

const unknown = ['unsupported_response_type', 'invalid_request', 'unauthorized_client']
const none = ['invalid_request', 'unsupported_response_type']

export default scenario({
  title: 'A request without response_type, or with one that the server does not know, gets an error and no code.',
  why: 'What comes back, and by what way, hangs on response_type. A server that does not read it answers clients with something that they did not ask for, and hides their mistakes. RFC 6749 3.1.1 makes it return an error.',
  fix: 'Compare response_type with the types that the client may use, as a set of words, and redirect with unsupported_response_type or invalid_request.',
  requirements: ['rfc6749-3.1.1-unknown-response-type', 'rfc6749-3.1.1-missing-response-type', 'rfc6749-3.1-empty-response-type-omitted'],
  needs: ['authorization_code'],
  detects: ['takes-missing-response-type-for-code', 'takes-response-types-with-code-for-code'],
  cases: {
    'an unknown word': { change: { response_type: 'frobnicate' }, accepts: unknown, detects: ['ignores-response-type'] },
    'code and an unknown word': {
      change: { response_type: 'code frobnicate' },
      accepts: unknown,
      detects: ['ignores-response-type', 'reads-first-word-of-response-type'],
    },
    'code with a space behind it': {
      change: { response_type: 'code ' },
      severity: 'low',
      accepts: unknown,
      detects: ['ignores-space-around-response-type', 'ignores-response-type', 'trims-redirect-uri'],
    },
    none: {
      change: { response_type: undefined },
      accepts: none,
      requirement: 'rfc6749-3.1.1-missing-response-type',
      detects: ['ignores-response-type'],
    },
    'an empty one': {
      change: { response_type: '' },
      accepts: none,
      requirement: 'rfc6749-3.1-empty-response-type-omitted',
      detects: ['ignores-response-type'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }, { row }) =>
    row.severity === 'low' && arrivedWithCode(landing)
      ? [misformed('an error', 'a code, as without the space', lastHop(landing)?.n)]
      : refusedByRedirect(landing, ...(row.accepts ?? [])),
})
