import { arrivedWithCode, hasPassword, keepsPassword, type Landing, responseParameter, scenario } from '#harness'

const refusedBeforeSignIn = (landing: Landing): boolean => responseParameter(landing, 'error').length > 0 && !landing.hops.some(hasPassword)

export default scenario({
  title: 'A browser that signs in carries no password on to the client.',
  why: 'After 307 or 308 the browser posts the form once more, to the redirection URI: whoever owns it reads user name and password (RFC 9700 4.12). A real browser is told of the redirect here, and what it then sends is stopped and read.',
  fix: 'Answer a form that may hold credentials with 303 See Other, also where the answer is an error.',
  requirements: ['rfc9700-4.12-no-307'],
  needs: ['authorization_code', 'browser'],
  session: 'own',
  detects: ['answers-authorization-with-307', 'answers-authorization-with-308'],
  async act({ client, alice, browser, scopes, skip }) {
    const signIn = async (scope?: string) => browser.shows(client.as(await alice.fresh())).authorize(scope === undefined ? {} : { scope })
    const honest = await signIn()
    if (honest.code && !honest.hops.some(hasPassword))
      skip('no form brings the password to the server', 'a server at which users sign in by a form with a password')
    return { honest, refused: await signIn(scopes.unknown) }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ honest, refused }) => [honest, ...(refusedBeforeSignIn(refused) ? [] : [refused])].flatMap(keepsPassword),
})
