import { arrivedWithCode, scenario, undisturbed } from '#harness'

export default scenario({
  title: 'An optional parameter without a value is no reason to refuse a request.',
  why: 'Libraries write every parameter that they know, some of them empty. RFC 6749 3.1 has these count as omitted, so that nobody is shut out by them.',
  fix: 'Drop parameters without a value before anything looks at them.',
  requirements: ['rfc6749-3.1-empty-response-type-omitted'],
  needs: ['authorization_code'],
  cases: {
    response_mode: { change: { response_mode: '' }, detects: ['refuses-empty-authorization-parameters'] },
    prompt: { change: { prompt: '' }, detects: ['refuses-empty-authorization-parameters'] },
    'request and request_uri': { change: { request: '', request_uri: '' }, detects: ['refuses-empty-authorization-parameters'] },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => undisturbed(landing),
})
