import { arrivedWithCode, arrivedWithError, held, keptQuery, lastHop, scenario, where } from '#harness'

export default scenario({
  title: 'A registered query comes back as it is registered, with a code and with an error, and the response is added to it.',
  why: 'Clients tell tenants and servers apart by the query of their redirection URI. Without it, or with a second question mark, they cannot read the response (RFC 6749 3.1.2, 4.1.2).',
  fix: 'Add response parameters to the registered URI with an ampersand when it has a query, with a question mark when it has none, and leave what stands there alone.',
  requirements: ['rfc6749-3.1.2-registered-query-retained'],
  needs: ['authorization_code'],
  detects: [
    'drops-query-of-redirect-uri',
    'drops-query-of-redirect-uri-from-errors',
    'adds-a-second-question-mark',
    'decodes-query-of-redirect-uri',
  ],
  async act({ client, skip }) {
    const registered = client.redirect_uris.find((uri) => uri.includes('?'))
    if (registered === undefined)
      return skip('the client registered no redirection URI with a query', 'clients.client.redirect_uris: one with a query')
    const honest = await client.authorize({ redirect_uri: client.redirect_uris.find((uri) => !uri.includes('?')) ?? registered })
    const landing = await client.authorize({ redirect_uri: registered })
    return { registered, honest, landing, refused: await client.authorize({ redirect_uri: registered, response_type: 'no-such-type' }) }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify({ registered, landing, refused }) {
    const told = arrivedWithError(refused) || refused.at === 'elsewhere'
    const findings = told ? keptQuery(refused, registered) : [held(`the error ended ${where(refused)}`, lastHop(refused)?.n)]
    return [...keptQuery(landing, registered), ...findings]
  },
})
