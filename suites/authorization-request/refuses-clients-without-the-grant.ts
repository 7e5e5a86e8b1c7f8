import {
  about,
  arrivedWithCode,
  broken,
  issued,
  lastHop,
  misformed,
  notRedirected,
  refusedByRedirect,
  scenario,
  stateReturned,
} from '#harness'

export default scenario({
  title: 'A client that is not registered for the authorization code grant gets no code.',
  why: 'A client that was let in for one purpose would reach users’ accounts by another, with a redirection URI that nobody looked at. RFC 6749 4.1.2.1 has the error unauthorized_client for it.',
  fix: 'Look at the client’s grant types at the authorization endpoint, and redirect with unauthorized_client.',
  requirements: ['rfc6749-4.1.2.1-unauthorized-client', 'rfc6749-4.1.2.1-state-echo-error'],
  needs: ['authorization_code', 'client_without_code'],
  detects: [
    'gives-codes-to-clients-without-the-grant',
    'refuses-codes-of-clients-without-the-grant-late',
    'omits-state-from-errors',
    'drops-state',
  ],
  async act({ client, codeless }) {
    const honest = await client.authorize()
    const landing = await codeless.authorize()
    const reachable = codeless.redirect_uris.length > 0
    return { honest, reachable, landing, answers: landing.code ? [await codeless.token({ code: landing.code })] : [] }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify({ reachable, landing, answers: [answer] }) {
    const n = lastHop(landing)?.n
    if (issued(answer)) return [broken('no code', 'a code that was redeemed', answer?.n)]
    if (arrivedWithCode(landing)) return [misformed('error "unauthorized_client"', 'a code that was not redeemed', n)]
    if (!reachable) return notRedirected(landing)
    const refusal = refusedByRedirect(landing, 'unauthorized_client', 'unsupported_response_type', 'invalid_request')
    return landing.at === 'redirect_uri'
      ? [...refusal, ...about('rfc6749-4.1.2.1-state-echo-error', stateReturned(landing, 'error'))]
      : refusal
  },
})
