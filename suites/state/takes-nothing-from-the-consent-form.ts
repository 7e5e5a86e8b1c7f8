import {
  arrivedWithCode,
  broken,
  type Change,
  held,
  issued,
  lacksScope,
  lastHop,
  type Message,
  noted,
  notRedirected,
  scenario,
  shownGrant,
  waysToAskAgain,
} from '#harness'

const fieldsOf = ({ body }: Message) => (typeof body === 'string' ? [] : body)
const adding =
  (name: string, value: string): Change =>
  (message) => ({ ...message, body: [...fieldsOf(message), [name, value]] })

export default scenario({
  title: 'What the consent page showed is what is granted, whatever client or scope the form names when it comes back.',
  why: 'A form that carries client and scope grants what its sender writes, not what the user saw: a code of another client, or a scope that the client may not have (RFC 6749 10.12, 3.3).',
  fix: 'Keep the checked request on the server and take from the form the decision and the scopes left out, nothing else.',
  requirements: ['rfc6749-10.12-consent-not-transferred'],
  needs: ['authorization_code', 'second_client', 'scope_not_allowed'],
  session: 'own',
  detects: ['takes-client-from-consent-form', 'takes-scope-from-consent-form'],
  async act(t) {
    const { client, second, scopes, skip } = t
    const [honest, theirs] = [(await client.tokens()).answer, (await second.tokens()).answer]
    const usual = await second.token({ code: await client.code() })
    const swapped = await client.asked().interfere('consent', { change: adding('client_id', second.client_id) })
    if (!swapped.answered?.includes('consent')) skip('the server did not ask for consent', waysToAskAgain)
    const stolen = swapped.code ? [await second.token({ code: swapped.code })] : []
    const widened = await client.asked().interfere('consent', { change: adding('scope', scopes.notAllowed ?? '') })
    const grant = widened.code ? await shownGrant(t, client, await client.token({ code: widened.code })) : []
    return { scope: scopes.notAllowed ?? '', honest, theirs, usual, swapped, stolen, grant }
  },
  control: ({ honest, theirs }) => issued(honest) && issued(theirs),
  verify({ scope, usual, swapped, stolen: [stolen], grant }, { facts }) {
    const widened = grant.length > 0 ? lacksScope(grant, scope, facts) : []
    if (swapped.at === 'elsewhere') return [...widened, ...notRedirected(swapped)]
    if (issued(usual)) return [...widened, noted('the other client redeems every code, so that nothing shows whose this one is', usual.n)]
    return issued(stolen)
      ? [...widened, broken('a code of the client that the page showed', 'the other client redeemed it', stolen?.n)]
      : [...widened, held(arrivedWithCode(swapped) ? 'the code is not the other client’s' : 'no code', lastHop(swapped)?.n)]
  },
})
