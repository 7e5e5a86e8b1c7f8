import { arrivedWithCode, noStateInvented, scenario } from '#harness'

export default scenario({
  title: 'A request without state gets a response without state.',
  why: 'A client that sends no state, because PKCE protects it, must not be handed one that it has to judge: it takes the response for a forged one. RFC 6749 4.1.2 asks for state only if it was in the request.',
  fix: 'Add state to the response only when the request held one that is not empty.',
  requirements: ['rfc6749-4.1.2-no-state-when-not-sent'],
  needs: ['authorization_code'],
  cases: {
    'no state': { change: { state: undefined }, detects: ['invents-state'] },
    'an empty state': { change: { state: '' }, detects: ['invents-state'] },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => noStateInvented(landing),
})
