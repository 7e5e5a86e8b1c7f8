import {
  asksBeforeSignOut,
  type Change,
  issued,
  knowsNoSuchSignOut,
  mustSignIn,
  scenario,
  signOutHint,
  skipUnlessSignedOut,
  where,
} from '#harness'

const byPost: Change = (message) => ({
  ...message,
  method: 'POST',
  headers: [...message.headers, ['Origin', 'https://attacker.example'], ['Sec-Fetch-Site', 'cross-site']],
  query: [],
  body: message.query,
})

const part = (value: object): string => btoa(JSON.stringify(value)).replace(/=+$/, '')
const unsigned = `${part({ alg: 'none' })}.${part({ iss: 'https://attacker.example', sub: 'nobody' })}.`

export default scenario({
  title: 'A request to sign out without an ID Token of that session ends none before the user is asked.',
  why: 'Any page on the web can send a browser there, by a link or by a form: users are signed out at will (OpenID Connect RP-Initiated Logout 1.0, 2 and 6), and may sign in again where the attacker wants them to.',
  fix: 'Show a page that asks, and end the session when its form comes back, whoever else posts there.',
  requirements: ['oidc-rpinitiated-2-logout-confirmation'],
  needs: ['authorization_code', 'sign_out'],
  session: 'own',
  alone: true,
  cases: {
    'by GET': { change: {}, detects: ['signs-out-without-asking'] },
    'by POST': { change: byPost, detects: ['signs-out-at-any-post'] },
    'by GET, with an ID Token that nobody has signed': { change: { id_token_hint: unsigned }, detects: ['signs-out-by-any-hint'] },
  },
  async act({ client, skip }, { change }) {
    const { answer: honest } = await client.tokens()
    const before = await client.open()
    const page = await client.openSignOut(change)
    const after = await client.open()
    if (knowsNoSuchSignOut(page) && !mustSignIn(after))
      skip(
        `the server takes no such request: ${where(page)}`,
        'an end_session_endpoint for GET and POST (OpenID Connect RP-Initiated Logout 1.0, 2)',
      )
    const signOut = await client.signOut(signOutHint(honest))
    const own = await client.open()
    skipUnlessSignedOut({ before, after: own, honest }, skip)
    return { honest, before, page, after, signOut, own }
  },
  control: ({ honest, own }) => issued(honest) && mustSignIn(own),
  verify: ({ before, page, after }) => asksBeforeSignOut(before, page, after),
})
