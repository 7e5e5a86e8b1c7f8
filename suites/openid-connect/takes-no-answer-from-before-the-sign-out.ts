import {
  arrivedWithCode,
  issued,
  type Landing,
  mustSignIn,
  scenario,
  signOutHint,
  skipUnlessSignedOut,
  uselessAfterSignOut,
  wasAsked,
  waysToAskAgain,
} from '#harness'

export default scenario({
  title: 'A consent page from before the user signed out brings no code after it.',
  why: 'At a shared computer the next person goes back to the page, presses “Allow”, and is signed in to the client as the user who has left: who says yes to signing out is signed out (OpenID Connect RP-Initiated Logout 1.0, 2), and so are the pages that are still open.',
  fix: 'Tie each pending interaction to the session of its user, and look for that session again when the form of the page comes.',
  requirements: ['oidc-rpinitiated-2-signed-out'],
  needs: ['authorization_code', 'sign_out'],
  session: 'own',
  alone: true,
  detects: ['accepts-consent-after-sign-out', 'accepts-consent-of-other-browser'],
  async act({ client, alice, skip }) {
    const { answer: honest } = await client.tokens()
    const usual = await client.asked().interfere('consent', { meanwhile: async () => {} })
    const seen: { before?: Landing; signOut?: Landing; after?: Landing } = {}
    const meanwhile = async () => {
      seen.before = await client.as(await alice.copied()).open()
      seen.signOut = await client.signOut(signOutHint(honest))
      seen.after = await client.as(await alice.copied()).open()
    }
    const answered = await client.asked().interfere('consent', { meanwhile })
    const { before, after } = seen
    if (!wasAsked(usual) || !wasAsked(answered) || !before || !after)
      return skip('the server does not ask this user for consent', waysToAskAgain)
    skipUnlessSignedOut({ before, after, honest }, skip)
    return { honest, usual, answered, ...seen }
  },
  control: ({ honest, usual, after }) => issued(honest) && arrivedWithCode(usual) && mustSignIn(after),
  verify: (evidence) => uselessAfterSignOut(evidence),
})
