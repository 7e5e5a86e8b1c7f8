import {
  arrivedWithCode,
  broken,
  type Change,
  challengeOf,
  held,
  issued,
  lacksScope,
  lastHop,
  noted,
  randomVerifier,
  responseParameter,
  scenario,
  sentState,
  shownGrant,
} from '#harness'

const adding =
  (name: string, value: string): Change =>
  (message) => ({
    ...message,
    body:
      typeof message.body === 'string'
        ? message.body
        : [...message.body.filter(([key]) => name === 'scope' || key !== name), [name, value]],
  })

export default scenario({
  title: 'What the consent page showed is what is granted, whatever the form says when it comes back.',
  why: 'A form that carries client and scope grants what its sender writes, not what the user saw: a code of another client, or a scope that the client may not have (RFC 6749 10.12, 3.3).',
  fix: 'Keep the checked request on the server and take from the form the decision and the scopes left out, nothing else.',
  requirements: ['rfc6749-10.12-consent-not-transferred'],
  needs: ['authorization_code', 'second_client', 'scope_not_allowed'],
  session: 'own',
  detects: ['takes-client-from-consent-form', 'takes-scope-from-consent-form', 'takes-state-from-consent-form'],
  async act(t) {
    const { client, second, scopes, skip } = t
    const [honest, theirs] = [(await client.tokens()).answer, (await second.tokens()).answer]
    const swapped = await client.interfere('consent', { change: adding('client_id', second.client_id) })
    if (!swapped.answered?.includes('consent')) skip('the server did not ask for consent', 'a client that needs consent each time')
    const stolen = swapped.code && (await second.token({ code: swapped.code }))
    const widened = await client.interfere('consent', { change: adding('scope', scopes.notAllowed ?? '') })
    const grant = widened.code ? await shownGrant(t, client, await client.token({ code: widened.code })) : []
    const restated = await client.interfere('consent', { change: adding('state', 'of-the-form') })
    const code_verifier = randomVerifier()
    const challenged = await client.interfere('consent', { change: adding('code_challenge', challengeOf(code_verifier)) })
    const verified = challenged.code && (await client.token({ code: challenged.code, code_verifier }))
    return {
      scope: scopes.notAllowed ?? '',
      honest,
      theirs,
      swapped,
      grant,
      restated,
      ...(stolen && { stolen }),
      ...(verified && { verified }),
    }
  },
  control: ({ honest, theirs }) => issued(honest) && issued(theirs),
  verify({ scope, swapped, stolen, grant, restated, verified }, { facts }) {
    const client = issued(stolen)
      ? broken('a code of the client that the page showed', 'the other client redeemed it', stolen?.n)
      : held(arrivedWithCode(swapped) ? 'the code is not the other client’s' : 'no code', lastHop(swapped)?.n)
    const state = responseParameter(restated, 'state')[0]
    return [
      client,
      ...(grant.length > 0 ? lacksScope(grant, scope, facts) : []),
      noted(
        state === undefined || state === sentState(restated) ? 'the state is the request’s' : 'the state is the form’s',
        lastHop(restated)?.n,
      ),
      noted(issued(verified) ? 'the challenge is the form’s' : 'the challenge is the request’s', verified?.n),
    ]
  },
})
