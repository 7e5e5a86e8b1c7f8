import { about, arrivedWithCode, asPost, broken, gaveCode, lastHop, noted, scenario, wasAsked, where } from '#harness'

export default scenario({
  title: 'An authorization request works by GET, and by POST it gives no code that GET would not give.',
  why: 'A client starts the flow by a redirect, which is a GET. A server that takes a POST to the same place for the user’s answer gives codes without asking anybody (RFC 6749 3.1).',
  fix: 'Treat GET and, where it is offered, POST alike, and take the user’s decision at another place.',
  requirements: ['rfc6749-3.1-get-supported', 'rfc6749-3.1-post-optional', 'rfc6749-10.12-authorization-csrf'],
  needs: ['authorization_code'],
  session: 'own',
  alone: true,
  detects: ['takes-posted-requests-for-consent'],
  async act({ client }) {
    const denied = await client.deny()
    const post = await client.authorize(asPost)
    return { denied, post, get: await client.authorize() }
  },
  control: ({ get }) => arrivedWithCode(get),
  verify({ denied, post, get }) {
    const n = lastHop(post)?.n
    const unasked = arrivedWithCode(post) && wasAsked(denied) && !denied.code && !post.answered?.length
    if (unasked) return about('rfc6749-10.12-authorization-csrf', [broken('a page that asks the user', 'a code at once by POST', n)])
    return [...gaveCode(get), noted(`by POST: ${where(post)}`, n)]
  },
})
