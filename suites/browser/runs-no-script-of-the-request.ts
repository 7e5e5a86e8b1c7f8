import { arrivedWithCode, type Change, hostileTexts, ranNothing, scenario } from '#harness'

const { markup, script } = hostileTexts

const asScript = (change: Change): Change =>
  typeof change === 'function'
    ? change
    : Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value === markup ? script : value]))

export default scenario({
  title: 'No text of an authorization request runs as a script on a page of the server.',
  why: 'Such a script signs in, consents and reads codes in the user’s name, and a link is enough to bring it there (RFC 6749 10.14). A real browser shows the pages here, and the text tells when it runs.',
  fix: 'Escape each value for the place where it stands: element, attribute, script, URL. Send a Content-Security-Policy without unsafe-inline beside that.',
  requirements: ['rfc6749-10.14-reflected-xss', 'rfc6749-10.14-form-post-escaping'],
  needs: ['authorization_code', 'browser'],
  cases: {
    state: { change: { state: markup }, detects: ['writes-state-into-a-script'] },
    'what other specifications add': {
      change: { login_hint: markup, ui_locales: markup, nonce: markup, no_such_parameter: markup },
      detects: ['fills-in-login-hint-unescaped'],
    },
    display: { change: { display: markup }, detects: ['quotes-display-unescaped'] },
    client_id: { change: { client_id: markup }, detects: ['quotes-client-id-unescaped'] },
    redirect_uri: { change: { redirect_uri: markup }, detects: ['links-to-any-redirect-uri'] },
    response_type: { change: { response_type: markup }, detects: ['quotes-response-type-unescaped'] },
    scope: { change: { scope: markup }, detects: ['quotes-scope-unescaped'] },
    'state in a response by form_post': {
      change: { response_mode: 'form_post', state: markup },
      requirement: 'rfc6749-10.14-form-post-escaping',
      detects: ['writes-form-post-for-any-script'],
    },
  },
  async act({ client, alice, browser }, { change }) {
    const request = async (with_: Change) => browser.shows(client.as(await alice.fresh())).authorize(with_)
    const asMarkup = await request(change)
    return asMarkup.code && Object.keys(change).length === 0 ? { asMarkup } : { asMarkup, asScript: await request(asScript(change)) }
  },
  control: ({ asMarkup }) => arrivedWithCode(asMarkup),
  verify: ({ asMarkup, asScript }) => [...ranNothing(asMarkup), ...ranNothing(asScript)],
})
