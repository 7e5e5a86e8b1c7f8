import { arrivedWithCode, handsNoOpener, scenario } from '#harness'

export default scenario({
  title: 'No link on a page of the server opens another site in a window that can reach back.',
  why: 'By window.opener that site sends the page with the sign-in elsewhere while the user reads, and he comes back to one that only looks like it (RFC 6749 10.11; RFC 9700 4.2.4 wants no such links). A real browser shows the pages here, follows up to ten of their links and buttons that say where they go, and asks the new window.',
  fix: 'Link to no other site on pages of the interaction. Where a link has to be, give it target="_blank" with rel="noopener".',
  requirements: ['rfc9700-4.2.4-no-third-party-content'],
  needs: ['authorization_code', 'browser'],
  session: 'own',
  detects: [
    'opens-links-in-a-named-window',
    'opens-links-by-script',
    'opens-help-by-a-button',
    'opens-links-of-error-pages-with-their-opener',
  ],
  async act({ client, browser, skip }) {
    const shown = browser.shows(client)
    const signIn = await shown.authorize()
    if (!signIn.views) skip('nothing came that a browser displays', 'a server at which users sign in on a page')
    return { signIn, consent: await shown.asked().authorize(), error: await shown.open({ client_id: 'nobody' }) }
  },
  control: ({ signIn }) => arrivedWithCode(signIn),
  verify: ({ signIn, consent, error }, { facts }) =>
    [signIn, consent, error].filter(({ views }) => views).flatMap((landing) => handsNoOpener(landing, facts)),
})
