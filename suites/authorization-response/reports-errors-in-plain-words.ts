import {
  about,
  arrivedWithCode,
  arrivedWithError,
  cameByQuery,
  errorInCharset,
  errorIsKnown,
  noCode,
  scenario,
  stateReturned,
} from '#harness'

const hostile = 'x"<b>\\\u00e9\u2028'

export default scenario({
  title: 'An error says what it is by a registered code, in harmless characters, with the state, and without a code.',
  why: 'Clients write error and error_description into pages and logs, and act upon the code. What an attacker put into the request must not come out of it as markup, and a code beside an error is redeemed by clients that look for it first. RFC 6749 4.1.2.1.',
  fix: 'Take error from RFC 6749 4.1.2.1 or the IANA registry, quote nothing of the request in error_description, and return state with every error.',
  requirements: [
    'rfc6749-4.1.2.1-error-charset',
    'rfc6749-4.1.2.1-error-code-known',
    'rfc6749-4.1.2.1-error-in-query-no-code',
    'rfc6749-4.1.2.1-state-echo-error',
  ],
  needs: ['authorization_code'],
  detects: ['omits-state-from-errors', 'returns-code-in-fragment', 'drops-state'],
  cases: {
    'hostile characters in response_type': {
      change: { response_type: hostile },
      detects: ['quotes-request-in-error-description', 'invents-error-codes', 'sends-code-with-errors'],
    },
    'hostile characters in scope': {
      change: { scope: hostile },
      detects: ['quotes-request-in-error-description', 'invents-error-codes', 'sends-code-with-errors'],
    },
    'an unknown scope of harmless characters': {
      change: { scope: 'no-such-scope' },
      detects: ['quotes-scope-in-error-description', 'invents-error-codes', 'sends-code-with-errors'],
    },
    'hostile characters in code_challenge_method': {
      change: { code_challenge_method: hostile },
      detects: ['quotes-request-in-error-description', 'invents-error-codes', 'sends-code-with-errors'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => [
    ...errorInCharset(landing),
    ...(arrivedWithError(landing)
      ? [
          ...about('rfc6749-4.1.2.1-error-code-known', errorIsKnown(landing)),
          ...about('rfc6749-4.1.2.1-error-in-query-no-code', [...noCode(landing), ...cameByQuery(landing)]),
          ...about('rfc6749-4.1.2.1-state-echo-error', stateReturned(landing, 'error')),
        ]
      : []),
  ],
})
