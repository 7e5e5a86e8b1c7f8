import { asksBeforeSignOut, issued, mustSignIn, scenario, signOutHint, skipUnlessSignedOut } from '#harness'

export default scenario({
  title: 'A request to sign out that holds no ID Token ends no session before the user is asked.',
  why: 'Any page on the web can send a browser there: users are signed out at will, and sign in again where the attacker wants them to (OpenID Connect RP-Initiated Logout 1.0, 2).',
  fix: 'Show a page that asks, with a form that no other site can forge, and end the session when it comes back.',
  requirements: ['oidc-rpinitiated-2-logout-confirmation'],
  needs: ['authorization_code', 'sign_out'],
  session: 'own',
  alone: true,
  detects: ['signs-out-without-asking'],
  async act({ client, skip }) {
    const { answer: honest } = await client.tokens()
    const before = await client.open()
    const page = await client.openSignOut()
    const after = await client.open()
    const signOut = await client.signOut(signOutHint(honest))
    const own = await client.open()
    skipUnlessSignedOut(own, skip)
    return { honest, before, page, after, signOut, own }
  },
  control: ({ honest, own }) => issued(honest) && mustSignIn(own),
  verify: ({ before, page, after }) => asksBeforeSignOut(before, page, after),
})
