import { arrivedWithCode, scenario, toldNoStranger } from '#harness'

export default scenario({
  title: 'No page of the server tells another site anything of the request.',
  why: 'What a page loads from others, and where its links lead, is told its address by Referer, and with it state or the key of the interaction (RFC 9700 4.2.4). A real browser shows the pages here, follows their links, and notes what it would have sent.',
  fix: 'Load nothing from other sites on pages of the interaction, link to none, and send Referrer-Policy: no-referrer.',
  requirements: ['rfc9700-4.2.4-no-third-party-content'],
  needs: ['authorization_code', 'browser'],
  session: 'own',
  detects: ['loads-a-logo-from-elsewhere', 'tells-others-the-address-of-the-page', 'links-elsewhere-with-the-address-of-the-page'],
  async act({ client, browser, skip }) {
    const shown = browser.shows(client)
    const signIn = await shown.authorize()
    if (!signIn.views) skip('nothing came that a browser displays', 'a server at which users sign in on a page')
    return { signIn, consent: await shown.asked().authorize(), error: await shown.open({ client_id: 'nobody' }) }
  },
  control: ({ signIn }) => arrivedWithCode(signIn),
  verify: ({ signIn, consent, error }, { facts }) =>
    [signIn, consent, error].filter(({ views }) => views).flatMap((landing) => toldNoStranger(landing, facts)),
})
