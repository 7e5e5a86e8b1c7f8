import { arrivedWithCode, broken, gaveCode, issued, type Landing, redeemed, scenario, where } from '#harness'

const astray = (landing: Landing, asked: string) => landing.at === 'redirect_uri' && landing.redirect_uri !== asked

export default scenario({
  title: 'Of several registered redirection URIs the one that was asked for receives the response.',
  why: 'A client that uses one URI for each server or tenant relies on it to tell responses apart; the wrong one gets a code it did not ask for (RFC 6749 3.1.2.3, 4.1.1).',
  fix: 'Keep redirect_uri with the authorization request and send the response there.',
  requirements: ['rfc6749-4.1.1-response-goes-to-requested-uri'],
  needs: ['authorization_code', 'two_redirect_uris'],
  detects: [
    'responds-at-first-registered-uri',
    'responds-at-first-registered-uri-after-consent',
    'responds-silently-at-first-registered-uri',
    'sends-errors-to-first-registered-uri',
    'drops-query-of-redirect-uri',
    'adds-a-second-question-mark',
    'decodes-query-of-redirect-uri',
  ],
  async act({ client }) {
    const [first, second] = client.redirect_uris
    const honest = await client.asked().authorize({ redirect_uri: first })
    const landing = await client.authorize({ redirect_uri: second })
    const answers = landing.code ? [await client.token({ code: landing.code })] : []
    const asked = await client.asked().authorize({ redirect_uri: second })
    const error = await client.authorize({ redirect_uri: second, response_type: 'no-such-type' })
    return { honest, landing, answers, asked, error, second: second ?? '' }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify({ landing, answers: [answer], asked, error, second }) {
    const lost = [landing, asked, error].filter((response) => astray(response, second))
    if (lost.length > 0) return lost.map((response) => broken(`the response at ${second}`, where(response), response.hops.at(-1)?.n))
    const codes = [...gaveCode(landing), ...gaveCode(asked)]
    return answer && issued(answer) ? [...codes, ...redeemed(answer)] : landing.code ? redeemed(answer) : codes
  },
})
