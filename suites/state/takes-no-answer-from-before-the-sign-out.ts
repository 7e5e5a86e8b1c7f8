import {
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
  why: 'At a shared computer the next person goes back to the page, presses “Allow”, and is signed in to the client as the user who has left: the page has to end with the session that began it (RFC 6749 10.12; OpenID Connect RP-Initiated Logout 1.0, 2).',
  fix: 'Tie each pending interaction to the session of its user, and look for that session again when the form of the page comes.',
  requirements: ['rfc6749-10.12-interaction-bound-to-session'],
  needs: ['authorization_code', 'sign_out'],
  session: 'own',
  alone: true,
  detects: ['accepts-consent-after-sign-out', 'accepts-consent-of-other-browser'],
  async act({ client, alice, skip }) {
    const { answer: honest } = await client.tokens()
    const seen: { signOut?: Landing; after?: Landing } = {}
    const meanwhile = async () => {
      seen.signOut = await client.signOut(signOutHint(honest))
      seen.after = await client.as(await alice.copied()).open()
    }
    const answered = await client.asked().interfere('consent', { meanwhile })
    if (!wasAsked(answered) || !seen.after) return skip('the server does not ask this user for consent', waysToAskAgain)
    skipUnlessSignedOut(seen.after, skip)
    return { honest, answered, ...seen }
  },
  control: ({ honest, after }) => issued(honest) && mustSignIn(after),
  verify: ({ answered, signOut }) => uselessAfterSignOut(answered, signOut),
})
