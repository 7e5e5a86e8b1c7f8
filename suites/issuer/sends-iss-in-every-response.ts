import { arrivedWithCode, scenario, sendsIss } from '#harness'

export default scenario({
  title: 'A server that offers iss sends it with every code and every error, also by form_post.',
  why: 'A client that knows several servers is tricked into sending the code of one to another; iss tells it whose answer it holds. Once it was promised, clients drop answers without it. RFC 9207 2 and 2.3.',
  fix: 'Add iss to every authorization response, errors included, and publish authorization_response_iss_parameter_supported: true.',
  requirements: ['rfc9207-2-iss-in-responses', 'rfc9207-2.3-iss-advertised'],
  needs: ['authorization_code'],
  detects: ['omits-iss', 'omits-iss-from-errors', 'omits-iss-from-form-post', 'answers-response-mode-before-checking-redirect-uri'],
  async act({ client }) {
    const success = await client.asked().authorize()
    const error = await client.asked().authorize({ response_type: 'no-such-type' })
    const posted = await client.asked().authorize({ response_mode: 'form_post' })
    return { success, error, posted, denied: await client.asked().deny() }
  },
  control: ({ success }) => arrivedWithCode(success),
  verify: ({ success, error, posted, denied }, { facts }) => sendsIss([success, error, posted, denied], facts),
})
