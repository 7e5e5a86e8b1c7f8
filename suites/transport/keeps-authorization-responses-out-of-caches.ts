import { arrivedWithCode, notMadeCacheable, scenario } from '#harness'

export default scenario({
  title: 'Neither the pages of the interaction nor the redirect with the code are declared fresh for a cache.',
  why: 'A proxy or a browser that keeps the answer hands the code, or a form with somebody’s interaction, to whoever asks next (RFC 9111 3, RFC 6819 4.6.6).',
  fix: 'Send Cache-Control: no-store with every answer of the authorization endpoint and its pages.',
  requirements: ['rfc6749-5.1-authorization-response-cache'],
  needs: ['authorization_code'],
  session: 'own',
  detects: ['lets-authorization-response-be-cached'],
  async act({ client }) {
    return { landing: await client.authorize() }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notMadeCacheable(landing),
})
