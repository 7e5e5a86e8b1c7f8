import { arrivedWithCode, broken, issued, lastHop, misformed, refusedByRedirect, scenario, showing, shownGrant } from '#harness'

export default scenario({
  title: 'A request with two scope parameters gets an error, and in no case the scope of both.',
  why: 'Where the consent page shows one copy and the token carries both, the user grants what nobody showed. RFC 6749 3.1: no parameter comes twice.',
  fix: 'Answer invalid_request when scope or any other parameter but resource or audience occurs twice.',
  requirements: ['rfc6749-3.1-duplicate-param-rejected'],
  needs: ['authorization_code', 'two_scopes'],
  detects: ['accepts-repeated-authorization-parameters'],
  async act(t) {
    const { client, scopes } = t
    const [one = '', other = ''] = scopes.grantable
    const alone = await shownGrant(t, client, await client.token({ code: await client.code({ scope: one }) }))
    const landing = await client.authorize({ scope: [one, other] })
    if (!landing.code) return { one, other, alone, landing }
    return { one, other, alone, landing, grant: await shownGrant(t, client, await client.token({ code: landing.code })) }
  },
  control: ({ alone }) => issued(alone[0]),
  verify({ one, other, alone, landing, grant = [] }, { facts }) {
    if (!arrivedWithCode(landing)) return refusedByRedirect(landing, 'invalid_request')
    const has = (value: string) => issued(grant[0]) && showing(grant, value, facts)
    if (has(one) && has(other) && !showing(alone, other, facts))
      return [broken('the scope of one copy at most', `a token for "${one}" and "${other}"`, grant[0]?.n)]
    return [misformed('error "invalid_request"', 'a code for one of the scopes', lastHop(landing)?.n)]
  },
})
