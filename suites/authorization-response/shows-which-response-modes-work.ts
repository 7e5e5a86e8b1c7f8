import { arrivedWithCode, cameBy, scenario } from '#harness'

export default scenario({
  title: 'A response_mode is served or left aside, and either is recorded.',
  why: 'Where a code travels in a fragment or in a posted form, logs and referrers do not see it; whether a server offers that is its choice. (RFC 6749 4.1.2 knows the query only.)',
  fix: 'Offer query, fragment and form_post, and list in response_modes_supported what is offered.',
  requirements: ['oauth-mrt-2.1-explicit-response-mode', 'oidc-3.1.2.6-unsupported-response-mode'],
  needs: ['authorization_code'],
  detects: ['ignores-response-mode', 'answers-response-mode-before-checking-redirect-uri'],
  cases: {
    fragment: { change: { response_mode: 'fragment' }, detects: ['sends-token-in-front-channel'] },
    form_post: { change: { response_mode: 'form_post' }, detects: ['sends-form-post-by-get'] },
    'a word that nobody knows': { change: { response_mode: 'no-such-mode' }, requirement: 'oidc-3.1.2.6-unsupported-response-mode' },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => cameBy(landing),
})
