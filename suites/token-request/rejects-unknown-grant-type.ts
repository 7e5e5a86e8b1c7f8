import { issued, refused, scenario } from '#harness'

export default scenario({
  title: 'A token request with an unknown grant_type, or with none, gets no token.',
  why: 'The grant_type decides which checks follow. A server that goes on without it runs a code through the checks of another grant, or through none. RFC 6749 4.1.3 and 5.2.',
  fix: 'Answer invalid_request when grant_type is missing and unsupported_grant_type when it is not known, before anything else of the grant is read.',
  requirements: ['rfc6749-5.2-unknown-grant-type', 'rfc6749-5.2-missing-grant-type', 'rfc6749-3.2-token-empty-params'],
  needs: ['authorization_code'],
  detects: ['guesses-missing-grant-type'],
  cases: {
    'an unknown word': { change: { grant_type: 'foo' }, accepts: ['unsupported_grant_type'], detects: ['ignores-grant-type'] },
    'an unknown URI': { change: { grant_type: 'urn:example:foo' }, accepts: ['unsupported_grant_type'], detects: ['ignores-grant-type'] },
    none: {
      change: { grant_type: undefined },
      accepts: ['invalid_request', 'unsupported_grant_type'],
      requirement: 'rfc6749-5.2-missing-grant-type',
      detects: ['ignores-grant-type'],
    },
    'an empty one': {
      change: { grant_type: '' },
      accepts: ['invalid_request', 'unsupported_grant_type'],
      requirement: 'rfc6749-3.2-token-empty-params',
      detects: ['ignores-grant-type'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }, { row }) => refused(answer, ...(row.accepts ?? [])),
})
