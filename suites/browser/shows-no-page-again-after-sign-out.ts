import {
  issued,
  lastHop,
  mustSignIn,
  notShownAgain,
  scenario,
  signOutHint,
  skipUnlessSignedOut,
  wasAsked,
  waysToAskAgain,
  where,
} from '#harness'

export default scenario({
  title: 'After the user signed out, the Back button shows no consent page without asking the server.',
  why: 'The next person at the computer reads who was there and what he was asked for. A real browser goes back here; what it keeps of the page is told by its header fields, as Chromium’s own cache does: going back shows what was not sent with no-store, however stale, as long as it fits the cookies by which it varies (RFC 9111 4.1, 5.2.2.5, 6).',
  fix: 'Send Cache-Control: no-store with every page of the interaction.',
  requirements: ['rfc6749-5.1-authorization-response-cache'],
  needs: ['authorization_code', 'browser', 'sign_out'],
  session: 'own',
  alone: true,
  detects: ['lets-consent-page-be-stored'],
  async act({ client, alice, browser, skip }) {
    const { answer: honest } = await client.tokens()
    const tab = await browser.backAfterSignOut(client.asked(), signOutHint(honest))
    if (!wasAsked(tab.page)) skip(`the server does not ask this user for consent: ${where(tab.page)}`, waysToAskAgain)
    if (lastHop(tab.page)?.request.method === 'POST')
      skip('the consent page answers a form, which no browser sends again by itself', 'a server that redirects to its consent page')
    const own = await client.open()
    skipUnlessSignedOut({ before: tab.page, after: own, honest }, skip)
    return { honest, ...tab, own, username: alice.username }
  },
  control: ({ honest, own }) => issued(honest) && mustSignIn(own),
  verify: ({ back, username }) => notShownAgain(back, username),
})
