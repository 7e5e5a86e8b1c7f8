import { arrivedWithCode, arrivedWithError, broken, held, lastHop, noCode, scenario, where } from '#harness'

export default scenario({
  title: 'Nobody is redirected with an error before having signed in.',
  why: 'Whoever registered a client can put a link to the trusted server into a mail that leads on, through an error and without a page in between, to a phishing site (RFC 9700 4.11.2).',
  fix: 'Let the user sign in, or show a page, before an error is redirected; only prompt=none needs an answer at once.',
  requirements: ['rfc9700-4.11.2-authenticate-before-error-redirect'],
  needs: ['authorization_code'],
  detects: ['redirects-errors-before-sign-in', 'redirects-scope-errors-before-sign-in'],
  async act({ client, alice, scopes, skip }) {
    const stranger = async () => client.as(await alice.fresh())
    const honest = await (await stranger()).authorize()
    if (arrivedWithCode(honest) && !honest.answered?.length)
      skip('a new browser of this user gets a code without any page', 'a server that asks the user to sign in')
    const badScope = await (await stranger()).authorize({ scope: scopes.unknown })
    return { honest, landings: [badScope, await (await stranger()).authorize({ response_type: 'no-such-type' })] }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ landings }) =>
    landings.flatMap((landing) => {
      const n = lastHop(landing)?.n
      if (arrivedWithError(landing) && !landing.answered?.length)
        return [broken('a page of the server before the redirect', `the error at once ${where(landing)}`, n)]
      return landing.answered?.length ? [held(`a page came first, then it ended ${where(landing)}`, n)] : noCode(landing)
    }),
})
