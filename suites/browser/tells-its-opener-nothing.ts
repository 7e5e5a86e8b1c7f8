import { arrivedWithCode, arrivedWithError, type Change, type Landing, postedToItsClient, scenario, toldNoOpener, wasAsked } from '#harness'

const asksForAMessage = (change: Change): boolean => typeof change === 'object' && 'response_mode' in change

export default scenario({
  title: 'A page of another site that opens the authorization request in a window is told nothing of the response.',
  why: 'Any site can open that window and listen. A response posted to "*", or to an origin that the request named, gives it the code (RFC 9700 4.17). A real browser shows the pages here, in a window that such a page has opened, delivers what is posted, and answers as the client would.',
  fix: 'Name the exact origin of the registered redirection URI as the target of postMessage, or send no message at all.',
  requirements: ['rfc9700-4.17-postmessage-origin'],
  needs: ['authorization_code', 'browser'],
  session: 'own',
  cases: {
    'the response': {
      change: { display: 'popup' },
      detects: ['posts-the-response-to-any-opener', 'posts-the-response-to-whoever-greets', 'cuts-off-its-sign-in-alone'],
    },
    'an error': { change: { display: 'popup' }, accepts: ['access_denied'], detects: ['posts-errors-to-any-opener'] },
    'by web_message': {
      change: { response_mode: 'web_message' },
      detects: ['posts-web-messages-to-any-origin', 'posts-web-messages-to-whoever-asked'],
    },
    'by web_message, to whom the request names': {
      change: { response_mode: 'web_message', web_message_uri: 'https://attacker.example/', origin: 'https://attacker.example' },
      detects: ['posts-web-messages-where-the-request-says'],
    },
  },
  async act({ client, alice, browser, skip }, { change, accepts }) {
    const fresh = client.as(await alice.fresh())
    if (Object.keys(change).length === 0) return { landing: await fresh.asked().authorize() }
    const shown = browser.shows(fresh, 'popup')
    if (accepts) {
      const landing = await shown.asked().deny(change)
      if (landing.code && !wasAsked(landing))
        skip('the server asks this user for no consent to this client', 'a client without remembered or pre-approved consent')
      return { landing }
    }
    const first = await shown.asked().authorize(change)
    const isRefused = arrivedWithError(first)
    const landing = isRefused && !asksForAMessage(change) ? await shown.asked().authorize() : first
    if (!landing.views && landing.at !== 'nowhere' && !isRefused)
      skip('nothing came that a browser displays', 'a server at which users sign in on a page')
    return { landing, again: await shown.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify({ landing, again }, { facts, row: { change } }) {
    const judged = (one?: Landing) => (asksForAMessage(change) ? postedToItsClient(one, facts) : toldNoOpener(one))
    const whenSignedIn = judged(again).filter(({ is }) => is === 'violated')
    return whenSignedIn.length > 0 ? whenSignedIn : judged(landing)
  },
})
