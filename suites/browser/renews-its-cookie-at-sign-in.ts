import { arrivedWithCode, hasPassword, renewedAtSignIn, scenario, withHeader } from '#harness'

const originOf = (url = '') => URL.parse(url)?.origin

export default scenario({
  title: 'A browser that signs in gets a cookie that it did not have before.',
  why: 'Who can plant a cookie, from a sibling domain or at a shared machine, waits until somebody signs in with it and then is that user, and approves clients in his name (session fixation, CWE-384; RFC 6265 8.4).',
  fix: 'Begin a new session when a user signs in, and end the one that the browser came with.',
  requirements: ['hygiene-cookies-and-nosniff'],
  needs: ['authorization_code'],
  session: 'own',
  detects: ['keeps-session-id-at-sign-in', 'keeps-session-id-and-adds-a-cookie'],
  async act({ client, alice, skip }) {
    const browser = client.as(await alice.fresh())
    const signIn = await browser.authorize()
    if (!signIn.answered?.includes('sign_in'))
      return skip('nobody signs in there by a form with a password', 'a server at which users sign in by password')
    const again = await browser.open()
    const post = signIn.hops.find(hasPassword)
    const cookies = post?.request.headers.filter(([name]) => name.toLowerCase() === 'cookie') ?? []
    if (cookies.length === 0 || originOf(post?.request.url) !== originOf(signIn.hops[0]?.request.url)) return { signIn, again }
    const stranger = await client.as(await alice.fresh()).open()
    return { signIn, again, stranger, planted: await client.as(await alice.fresh()).open(...cookies.map((one) => withHeader(...one))) }
  },
  control: ({ signIn }) => arrivedWithCode(signIn),
  verify: ({ signIn, again, stranger, planted }) => renewedAtSignIn(signIn, again, stranger?.at === 'sign_in' ? planted : undefined),
})
