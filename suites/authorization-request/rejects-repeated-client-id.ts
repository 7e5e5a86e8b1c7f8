import { broken, type Change, issued, mapped, refusedAsRepeated, scenario, withoutLoopbackPort } from '#harness'

export default scenario({
  title: 'A request that names two clients ends at the server, and no client gets a code through the other’s redirection URI.',
  why: 'Where one part of a server reads the first copy and another the last, the user is asked about one client, the URI of a second is checked, and the code belongs to a third. RFC 6749 3.1: no parameter comes twice.',
  fix: 'Show an error page when client_id occurs more than once.',
  requirements: ['rfc6749-3.1-duplicate-client-or-redirect'],
  needs: ['authorization_code', 'second_client'],
  detects: [
    'takes-first-of-repeated-client-ids',
    'binds-code-to-last-of-repeated-client-ids',
    'takes-last-of-repeated-client-ids',
    'tolerates-identical-parameters',
  ],
  async act({ client, second }) {
    const honest = (await client.tokens()).answer
    const theirs = (await second.tokens()).answer
    const usual = await second.token({ code: await client.code() })
    const tried = async (change: Change) => {
      const landing = await client.authorize(change)
      return { landing, ...(landing.code && { answer: await second.token({ code: landing.code }) }) }
    }
    const same = await client.authorize(mapped('client_id', (id) => [id, id]))
    const last = await tried(mapped('client_id', (id) => [id, second.client_id]))
    const first = await tried(mapped('client_id', (id) => [second.client_id, id]))
    return {
      ...{ honest, theirs, usual, same, first: first.landing, last: last.landing },
      shared: second.redirect_uris.map(withoutLoopbackPort).includes(withoutLoopbackPort(client.redirect_uri)),
      ...(first.answer && { byFirst: first.answer }),
      ...(last.answer && { byLast: last.answer }),
    }
  },
  control: ({ honest, theirs }) => issued(honest) && issued(theirs),
  verify: ({ usual, same, first, last, shared, byFirst, byLast }) => [
    ...[same, first, last].flatMap((landing) => refusedAsRepeated(landing)),
    ...[byFirst, byLast].flatMap((answer) =>
      issued(answer) && !issued(usual) && !shared
        ? [broken('no code of the other client at this redirection URI', 'the other client redeemed it', answer?.n)]
        : [],
    ),
  ],
})
