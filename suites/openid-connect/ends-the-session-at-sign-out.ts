import { endedByServer, issued, mustSignIn, scenario, signedOutByYes, signOutHint, skipUnlessSignedOut, staysAfterYes } from '#harness'

export default scenario({
  title: 'Who says yes to signing out is signed out, and cookies that somebody kept from before sign nobody in.',
  why: 'Where signing out only takes the cookie from the browser, whoever has a copy of it, from a backup, a proxy or a script, stays that user, who can do nothing about it (OpenID Connect RP-Initiated Logout 1.0, 2: the OP logs out the End-User; CWE-613).',
  fix: 'End the session at the server when its user signs out. Where cookies hold the session themselves, keep a list of those that were ended.',
  requirements: ['oidc-rpinitiated-2-signed-out'],
  needs: ['authorization_code', 'sign_out'],
  session: 'own',
  alone: true,
  detects: ['keeps-the-session-after-sign-out', 'signs-nobody-out'],
  async act({ client, alice, skip }) {
    const { answer: honest } = await client.tokens()
    const [early, late] = [await alice.copied(), await alice.copied()]
    const before = await client.as(early).open()
    const signOut = await client.signOut(signOutHint(honest))
    const own = await client.open()
    const stranger = await client.as(await alice.fresh()).open()
    const stays = mustSignIn(stranger) && staysAfterYes(before, signOut, own)
    if (!stays) skipUnlessSignedOut({ before, after: own, honest }, skip)
    return { honest, before, signOut, own, stays, kept: await client.as(late).open() }
  },
  control: ({ honest, own, stays }) => issued(honest) && (stays || mustSignIn(own)),
  verify: ({ before, signOut, own, stays, kept }) => (stays ? signedOutByYes(before, signOut, own) : endedByServer(kept, before)),
})
