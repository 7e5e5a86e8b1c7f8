import { arrivedWithCode, postedForm, scenario, stillAsks, wasAsked, waysToAskAgain, withoutSecretsOf } from '#harness'

export default scenario({
  title: 'A form that a page of another site really sends gives no consent, whatever the browser tells of that page.',
  why: 'A session’s cookie goes with such a form when it says SameSite=None, and for two minutes in Chromium when it says nothing; a page that lets no referrer be told sends Origin: null (RFC 6749 10.12). A real browser sends the form here.',
  fix: 'Put a value into the form that nobody can know and that belongs to the browser’s session, and check it; rely neither on SameSite nor on Origin alone.',
  requirements: ['rfc6749-10.12-authorization-csrf'],
  needs: ['authorization_code', 'two_users', 'browser'],
  session: 'own',
  detects: ['takes-consent-of-fresh-sessions', 'takes-consent-of-pages-without-origin', 'takes-consent-without-token'],
  async act({ client, bob, browser, skip }) {
    const theirs = await client.as(bob).asked().authorize()
    const mine = await client.asked().authorize()
    const [form, known] = [postedForm(mine), postedForm(theirs)]
    if (!wasAsked(mine) || !wasAsked(theirs) || !form || !known)
      return skip('the server did not ask for consent by a posted form', waysToAskAgain)
    const change = withoutSecretsOf(form, known)
    const shown = browser.shows(client)
    const told = await shown.asked().interfere('consent', { foreign: true, change })
    if (!wasAsked(told)) skip('the server did not ask for consent again', waysToAskAgain)
    return { mine, told, silent: await shown.asked().interfere('consent', { foreign: 'silent', change }) }
  },
  control: ({ mine }) => arrivedWithCode(mine),
  verify: ({ told, silent }) => [...stillAsks(told), ...stillAsks(silent)],
})
