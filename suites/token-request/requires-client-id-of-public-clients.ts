import { issued, misformed, refused, scenario, toQuery } from '#harness'

export default scenario({
  title: 'A public client gets no token unless it says who it is.',
  why: 'A code that is redeemed for whoever brings it can be swapped for the code of another client. RFC 6749 4.1.3 and 3.2.1 ask a client that does not authenticate for its client_id.',
  fix: 'Answer invalid_request or invalid_client when neither authentication nor exactly one client_id came, and never take the client from the code.',
  requirements: ['rfc6749-4.1.3-public-client-id-required', 'rfc6749-4.1.3-body-parameters-only', 'rfc6749-3.2-token-duplicate-params'],
  needs: ['authorization_code', 'public_client'],
  cases: {
    'no client_id': { change: { client_id: undefined }, detects: ['takes-client-from-code'] },
    'an empty one': { change: { client_id: '' }, detects: ['takes-client-from-code'] },
    'client_id in the query alone': {
      change: toQuery('client_id'),
      requirement: 'rfc6749-4.1.3-body-parameters-only',
      detects: ['accepts-parameters-in-query'],
    },
    'client_id twice, the second of nobody': {
      change: (message) => (typeof message.body === 'string' ? message : { ...message, body: [...message.body, ['client_id', 'nobody']] }),
      requirement: 'rfc6749-3.2-token-duplicate-params',
      detects: ['accepts-repeated-parameters'],
    },
  },
  async act({ publicClient }, { change }) {
    const code = await publicClient.code()
    return { answer: await publicClient.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify({ answer }) {
    const copies = new URLSearchParams(answer.request.body).getAll('client_id')
    if (copies.length > 1 && issued(answer)) return [misformed('error "invalid_request"', 'a token for one of the copies', answer.n)]
    return refused(answer, 'invalid_request', 'invalid_client', 'unauthorized_client')
  },
})
