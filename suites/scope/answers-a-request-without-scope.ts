import {
  about,
  held,
  issued,
  lacking,
  lastHop,
  misformed,
  namedScope,
  noCode,
  noted,
  refusedByRedirect,
  scenario,
  shownGrant,
} from '#harness'

export default scenario({
  title: 'A request without scope gets the default scope, or is refused with invalid_scope.',
  why: 'A server that falls over it locks simple clients out, and one that takes nothing for everything gives rights that nobody asked for. RFC 6749 3.3: a predefined default or invalid_scope, and 5.1: the response names what was granted.',
  fix: 'Define a default scope and name it in the response, or answer invalid_scope.',
  requirements: ['rfc6749-3.3-omitted-scope', 'rfc6749-3.3-scope-returned-when-different'],
  needs: ['authorization_code'],
  detects: ['crashes-without-scope', 'omits-changed-scope'],
  async act(t) {
    const { client } = t
    const honest = (await client.tokens()).answer
    const landing = await client.authorize({ scope: undefined })
    if (!landing.code) return { honest, landing }
    return { honest, landing, grant: await shownGrant(t, client, await client.token({ code: landing.code })) }
  },
  control: ({ honest }) => issued(honest),
  verify: ({ landing, grant }) => {
    const status = lastHop(landing)?.response?.status ?? 0
    if (!grant && landing.at === 'error_page')
      return status >= 500 ? [lacking('a default scope or invalid_scope', `status ${status}`, lastHop(landing)?.n)] : noCode(landing)
    if (!grant) return refusedByRedirect(landing, 'invalid_scope')
    const [answer] = grant
    if (!issued(answer)) return [noted('the code for no scope was refused: no rights came of it', answer?.n)]
    return [
      held('a token with a default scope', answer?.n),
      ...(namedScope(answer)
        ? []
        : about('rfc6749-3.3-scope-returned-when-different', [
            misformed('the granted scope in the response', 'no scope in it', answer?.n),
          ])),
    ]
  },
})
