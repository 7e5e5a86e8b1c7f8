import { arrivedWithCode, broken, held, type Landing, lastHop, noCode, postedForm, scenario, where, withoutSecretsOf } from '#harness'

const isSignIn = ({ request }: Landing['hops'][number]) =>
  [...new URLSearchParams(request.body ?? '')].some(([, value]) => /^‹password:\d+›$/.test(value))

const victims = (landing: Landing, how: string) => {
  const n = lastHop(landing)?.n
  if (landing.code || landing.at === 'consent')
    return [broken('a page that asks who signs in', `a form of another site, ${how}, signed its author in: ${where(landing)}`, n)]
  return landing.at === 'sign_in' ? [held(`the browser is asked who signs in after a form ${how}`, n)] : noCode(landing)
}

export default scenario({
  title: 'A sign-in form that another site makes a browser send signs nobody in.',
  why: 'An attacker who signs the victim’s browser in to his own account gets what the victim then links or stores there (OpenID Connect Core 3.1.2.3, RFC 6749 10.12).',
  fix: 'Give every browser a session before it signs in, put a value of it into the form, and check that.',
  requirements: ['oidc-3.1.2.3-login-csrf'],
  needs: ['authorization_code', 'two_users'],
  session: 'own',
  detects: ['takes-sign-in-of-other-browser', 'signs-in-without-form'],
  async act({ client, alice, bob, skip }) {
    const signIn = async () => client.as(await bob.fresh()).deny()
    const [one, other] = [await signIn(), await signIn()]
    const honest = await client.as(await bob.fresh()).authorize()
    const [mine, theirs] = [one, other].map((landing) => postedForm({ hops: landing.hops.filter(isSignIn) }))
    if (!mine || !theirs) return skip('nobody signs in there by a form with a password', 'a server at which users sign in by password')
    const from = await alice.fresh()
    await client.as(await bob.fresh()).interfere('sign_in', { foreign: true, from })
    const moved = await client.as(from).open()
    const empty = await alice.fresh()
    await client.as(await bob.fresh()).interfere('sign_in', { foreign: true, from: empty, change: withoutSecretsOf(mine, theirs) })
    return { honest, unsigned: await client.as(await alice.fresh()).open(), moved, guessed: await client.as(empty).open() }
  },
  control: ({ honest, unsigned }) => arrivedWithCode(honest) && unsigned.at === 'sign_in',
  verify: ({ moved, guessed }) => [...victims(moved, 'with another browser’s values'), ...victims(guessed, 'without what nobody knows')],
})
