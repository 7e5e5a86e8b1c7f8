import {
  arrivedWithCode,
  broken,
  type Change,
  held,
  issued,
  type Landing,
  lacking,
  noted,
  ownResponse,
  scenario,
  showing,
  shownGrant,
  waysToAskAgain,
} from '#harness'

export default scenario({
  title: 'Two requests in two tabs of a browser each end with their own response.',
  why: 'A server that keeps one request in the session answers the first tab with what the second asked for, so that a code, a state or a scope goes where it does not belong, and an attacker’s hidden request changes the one that the user approves. RFC 6749 4.1.2, 10.12.',
  fix: 'Keep each authorization request under an id of its own that its pages carry.',
  requirements: ['rfc6749-4.1.2-state-echo-success', 'rfc6749-10.12-consent-not-transferred'],
  needs: ['authorization_code', 'two_scopes'],
  session: 'own',
  detects: [
    'keeps-one-request-per-session',
    'keeps-one-scope-per-session',
    'responds-where-the-session-asked-last',
    'responds-at-first-registered-uri',
    'keeps-code-challenge-in-session',
    'keeps-state-in-session',
  ],
  async act(t) {
    const { client, scopes, skip } = t
    const [one = '', other = ''] = scopes.grantable
    const grantOf = async (code: string) => shownGrant(t, client, await client.token({ code }))
    const honest = await client.asked().authorize({ scope: one })
    if (!honest.answered?.includes('consent')) skip('the server did not ask for consent', waysToAskAgain)
    const elsewhere: Change = { scope: `${one} ${other}`, redirect_uri: client.redirect_uris.at(-1) }
    const tabs: Landing[] = []
    const first = await client
      .asked()
      .interfere('consent', { meanwhile: async () => tabs.push(await client.asked().authorize(elsewhere)) }, { scope: one })
    if (tabs.length === 0) skip('the server did not ask for consent again', waysToAskAgain)
    if (!first.code) return { other, honest, first, tabs }
    return { other, honest, first, tabs, grant: await grantOf(first.code), later: await grantOf(await client.code({ scope: one })) }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify({ other, first, tabs, grant, later = [] }, { facts }) {
    const responses = [...ownResponse(first), ...tabs.flatMap((tab) => ownResponse(tab))]
    if (!grant || !arrivedWithCode(first)) return [...responses, noted('the tab that was opened first did not come to a code')]
    const [answer] = grant
    if (!issued(answer)) return [...responses, lacking('a token for the code of the first tab', 'none', answer?.n)]
    if (showing(later, other, facts))
      return [...responses, noted(`"${other}" comes with every token, or with each after it was approved`, later[0]?.n)]
    return showing(grant, other, facts)
      ? [...responses, broken('the scope that the first tab asked for', `"${other}" of the second tab too`, answer?.n)]
      : [...responses, held('the first tab got what it asked for', answer?.n)]
  },
})
