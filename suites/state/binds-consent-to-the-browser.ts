import {
  arrivedWithCode,
  broken,
  held,
  issued,
  keptInAddress,
  misformed,
  noCode,
  noted,
  scenario,
  shownGrant,
  subjectsOf,
  waysToAskAgain,
} from '#harness'

export default scenario({
  title: 'A consent page is answered only by the browser that it was shown to.',
  why: 'Otherwise an attacker sends the victim’s consent form from a browser of his own, or lures the victim into sending his, and the accounts get mixed (RFC 6749 10.12).',
  fix: 'Tie the interaction to the browser’s session, and refuse or start again when the form comes with another one.',
  requirements: ['rfc6749-10.12-interaction-bound-to-session'],
  needs: ['authorization_code', 'two_users'],
  session: 'own',
  detects: ['accepts-consent-of-other-browser'],
  async act(t) {
    const { client, bob, skip } = t
    const mine = await client.asked().authorize()
    if (!mine.code || !mine.answered?.includes('consent')) skip('the server did not ask for consent', waysToAskAgain)
    const hers = await shownGrant(t, client, (await client.tokens({ code: mine.code })).answer)
    const theirs = await client.as(bob).asked().authorize()
    const landing = await client.asked().interfere('consent', { from: bob })
    if (!landing.answered?.includes('consent')) skip('the server did not ask for consent again', waysToAskAgain)
    if (!landing.code) return { mine, hers, theirs, landing }
    return { mine, hers, theirs, landing, got: await shownGrant(t, client, await client.token({ code: landing.code })) }
  },
  control: ({ mine, hers, theirs }) => arrivedWithCode(mine) && arrivedWithCode(theirs) && issued(hers[0]),
  verify({ hers, landing, got }, { facts }) {
    if (landing.at === 'sign_in') return [held('the other browser has to sign in first', landing.hops.at(-1)?.n)]
    if (!got) return noCode(landing)
    if (!issued(got[0]))
      return [held('no token came of the code', got[0]?.n), noted('the form was accepted from another browser and gave a code', got[0]?.n)]
    const [[alice], [whose]] = [subjectsOf(hers, facts), subjectsOf(got, facts)]
    const n = got.at(-1)?.n
    if (!alice || !whose) return [noted('the form was accepted from another browser, and nothing shows whose token came of it', n)]
    if (whose === alice && keptInAddress(landing))
      return [misformed('a session of the browser beside the address of the page', 'another browser that has the address got a token', n)]
    return whose === alice
      ? [broken('no token for the user of the first browser', 'another browser answered the consent page and got one', n)]
      : [held('the code belongs to the user of the browser that answered', n)]
  },
})
