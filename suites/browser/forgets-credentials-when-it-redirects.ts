import { arrivedWithCode, broken, hasPassword, held, misformed, scenario, undecided } from '#harness'

export default scenario({
  title: 'The answer to a sign-in form does not make the browser send the password on.',
  why: 'After 307 or 308 the browser posts the same body to the next address: the client, or whoever chose the redirection URI, receives the user’s password (RFC 9700 4.12).',
  fix: 'Answer a form that may hold credentials with 303 See Other.',
  requirements: ['rfc9700-4.12-no-307'],
  needs: ['authorization_code'],
  session: 'own',
  detects: ['answers-authorization-with-307', 'answers-authorization-with-308'],
  async act({ client, alice, scopes, skip }) {
    const honest = await client.as(await alice.fresh()).authorize()
    if (honest.code && !honest.hops.some(hasPassword))
      skip('no form brings the password to the server', 'a server at which users sign in by a form with a password')
    const refused = await client.as(await alice.fresh()).authorize({ scope: scopes.unknown })
    return { honest, refused }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify({ honest, refused }) {
    const flows = [honest, refused]
    const posts = flows.flatMap(({ hops }) => hops).filter(hasPassword)
    if (posts.length === 0) return [undecided('no sign-in form was sent with a password')]
    const keeping = posts.filter(({ response }) => response?.status === 307 || response?.status === 308)
    const leaving = keeping.find((post) =>
      flows.some(({ at, hops }) => hops.at(-1) === post && (at === 'redirect_uri' || at === 'elsewhere')),
    )
    const [first] = keeping
    if (leaving)
      return [
        broken('a redirect that drops the body', `status ${leaving.response?.status}, which sends the password to the client`, leaving.n),
      ]
    if (first)
      return [held('the password stayed with the server', first.n), misformed('status 303', `status ${first.response?.status}`, first.n)]
    return [held(`status ${posts[0]?.response?.status} after the password`, posts[0]?.n)]
  },
})
