import { about, arrivedWithCode, noTokenInQuery, scenario } from '#harness'

const nonce = 'n-0S6_WzA2Mj'
const asked = 'oauth-mrt-5-no-query-for-tokens'
const detects = ['issues-token-in-query'] as const

export default scenario({
  title: 'Whatever response_type and response_mode ask for, no token stands in the query of a redirection URI.',
  why: 'The query is sent to the client’s server, stays in its logs and goes on in Referer, and a token in it is the user’s account. OAuth 2.0 Multiple Response Type Encoding Practices 3 and 5 (RFC 6749 4.2.2 uses the fragment).',
  fix: 'Send tokens from the token endpoint, or in the fragment and by form_post only, and refuse response_mode=query for types with tokens.',
  requirements: [asked, 'oauth-mrt-2.1-default-query-mode'],
  needs: ['authorization_code'],
  cases: {
    'id_token by default': { change: { response_type: 'id_token', nonce }, requirement: 'oauth-mrt-2.1-default-query-mode', detects },
    'code and id_token by default': {
      change: { response_type: 'code id_token', nonce },
      requirement: 'oauth-mrt-2.1-default-query-mode',
      detects,
    },
    'token, in the query': { change: { response_type: 'token', response_mode: 'query' }, detects },
    'id_token, in the query': { change: { response_type: 'id_token', response_mode: 'query', nonce }, detects },
    'code and id_token, in the query': { change: { response_type: 'code id_token', response_mode: 'query', nonce }, detects },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }, { row }) => about(row.requirement ?? asked, noTokenInQuery(landing)),
})
