import { issued, misformed, noAnswer, redeemed, scenario, undecided } from '#harness'

export default scenario({
  title: 'Unknown and empty parameters do not keep a client from its tokens.',
  why: 'Clients send parameters of extensions that a server need not know, and forms with fields left blank. A server that refuses them breaks those clients. RFC 6749 3.2.',
  fix: 'Ignore parameters that are not known, and treat one without a value as if it had not been sent.',
  requirements: ['rfc6749-3.2-token-unrecognized-ignored', 'rfc6749-3.2-token-empty-params'],
  needs: ['authorization_code'],
  cases: {
    'three unknown parameters': {
      change: { x_unknown: '1', state: 'abc', 'urn:example:ext': 'a b' },
      detects: ['refuses-unknown-parameters'],
    },
    'an empty scope': { change: { scope: '' }, requirement: 'rfc6749-3.2-token-empty-params', detects: ['refuses-empty-parameters'] },
    'an empty parameter that nobody knows': { change: { x_unknown: '' }, detects: ['refuses-empty-parameters'] },
    'an empty client_secret beside Basic': {
      change: (message, { skip }) =>
        message.basic && typeof message.body !== 'string'
          ? { ...message, body: [...message.body, ['client_secret', '']] }
          : skip('the client does not authenticate by HTTP Basic', "clients.client.token_endpoint_auth_method: 'client_secret_basic'"),
      requirement: 'rfc6749-3.2-token-empty-params',
      detects: ['takes-empty-secret-for-a-second-method'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify({ answer }) {
    const silent = noAnswer(answer)
    if (silent) return [undecided(silent, answer.n)]
    const lesser = new URLSearchParams(answer.request.body).get('client_secret') === ''
    return lesser && !issued(answer) ? [misformed('a token', 'a refusal of the empty client_secret', answer.n)] : redeemed(answer)
  },
})
