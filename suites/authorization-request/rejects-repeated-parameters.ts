import { arrivedWithCode, type Change, lastHop, mapped, misformed, parameter, refusedByRedirect, scenario } from '#harness'

const method =
  (other: (value: string) => string): Change =>
  (message, tools) =>
    parameter(message, 'code_challenge_method') === undefined
      ? tools.skip('the server offers no PKCE', 'a server that offers PKCE with S256 (RFC 7636) and says so in its metadata')
      : mapped('code_challenge_method', (value) => [value, other(value)])(message, tools)

export default scenario({
  title: 'A request that repeats response_type, state or code_challenge_method gets an error.',
  why: 'Where one part of a server reads the first copy and another the last, what was checked is not what is used, and a filter in front of it can be by-passed. RFC 6749 3.1: no parameter comes twice.',
  fix: 'Answer invalid_request when any parameter but resource or audience occurs twice, and leave a repeated state out of the error.',
  requirements: ['rfc6749-3.1-duplicate-param-rejected'],
  needs: ['authorization_code'],
  detects: ['tolerates-identical-parameters'],
  cases: {
    'response_type twice': {
      change: mapped('response_type', (type) => [type, type]),
      detects: ['accepts-repeated-authorization-parameters'],
    },
    'two response types': {
      change: mapped('response_type', (type) => [type, 'no-such-type']),
      detects: ['accepts-repeated-authorization-parameters'],
    },
    'state twice': { change: mapped('state', (state) => [state, state]), detects: ['accepts-repeated-authorization-parameters'] },
    'two states': { change: mapped('state', (state) => [state, `${state}2`]), detects: ['accepts-repeated-authorization-parameters'] },
    'code_challenge_method twice': { change: method((value) => value), detects: ['accepts-repeated-authorization-parameters'] },
    'two code_challenge_methods': { change: method(() => 'plain'), detects: ['accepts-repeated-authorization-parameters'] },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) =>
    landing.at === 'redirect_uri' && landing.code
      ? [misformed('error "invalid_request"', 'a code for one of the copies', lastHop(landing)?.n)]
      : refusedByRedirect(landing, 'invalid_request'),
})
