import { arrivedWithCode, notRedirected, scenario } from '#harness'

export default scenario({
  title: 'A request without redirect_uri of a client that registered several redirects nobody.',
  why: 'Which URI is meant is then a guess: the response reaches a part of the client that did not ask and takes it for its own (RFC 6749 3.1.2.3, 4.1.2.1).',
  fix: 'Show an error page when redirect_uri is missing or empty and the client registered more than one.',
  requirements: ['rfc6749-3.1.2.3-missing-redirect-with-multiple'],
  needs: ['authorization_code', 'two_redirect_uris'],
  cases: {
    'no redirect_uri': { change: { redirect_uri: undefined }, detects: ['takes-the-first-of-several-registered-uris'] },
    'an empty redirect_uri': { change: { redirect_uri: '' }, detects: ['takes-the-first-of-several-registered-uris'] },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
