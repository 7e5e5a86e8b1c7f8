import {
  arrivedWithCode,
  broken,
  type Change,
  held,
  issued,
  type Landing,
  lastHop,
  noted,
  postedForm,
  scenario,
  shownGrant,
  stillAsks,
  subjectsOf,
  waysToAskAgain,
  where,
  withoutSecretsOf,
} from '#harness'

const forged = (landing: Landing | undefined, how: string) => {
  if (!landing?.answered?.includes('consent')) return []
  return landing.code
    ? [broken(`no code by a form that is sent ${how}`, `a code ${where(landing)}`, lastHop(landing)?.n)]
    : stillAsks(landing)
}

export default scenario({
  title: 'A consent form that another site makes the user’s browser send gives no code.',
  why: 'Otherwise any page that a signed-in user visits approves any client in his name (RFC 6749 10.12).',
  fix: 'Put a value into the form that nobody can know and that belongs to the browser’s session, check it, and take the decision by POST only.',
  requirements: ['rfc6749-10.12-authorization-csrf'],
  needs: ['authorization_code', 'two_users'],
  session: 'own',
  detects: ['takes-consent-by-get', 'takes-consent-without-token', 'takes-consent-of-any-interaction'],
  async act(t) {
    const { client, alice, bob, skip } = t
    const attacker = client.as(bob)
    const [mine, theirs] = [await client.asked().authorize(), await attacker.asked().authorize()]
    const [form, known] = [postedForm(mine), postedForm(theirs)]
    if (!mine.answered?.includes('consent') || !theirs.answered?.includes('consent') || !form || !known)
      return skip('the server did not ask for consent by a posted form', waysToAskAgain)
    const hers = await shownGrant(t, client, (await client.tokens({ code: mine.code as string })).answer)
    const guess = withoutSecretsOf(form, known)
    const byGet: Change = (message, tools) => {
      const { body, query, ...rest } = guess(message, tools)
      return { ...rest, method: 'GET', query: [...query, ...(typeof body === 'string' ? [] : body)], body: [] }
    }
    const guessed = await client.asked().interfere('consent', { foreign: true, change: guess })
    if (!guessed.answered?.includes('consent')) skip('the server did not ask for consent again', waysToAskAgain)
    const fetched = await client.asked().interfere('consent', { foreign: true, change: byGet })
    const lent = await attacker.asked().interfere('consent', { foreign: true, from: alice })
    if (!lent.code) return { mine, theirs, hers, guessed, fetched, lent }
    return { mine, theirs, hers, guessed, fetched, lent, got: await shownGrant(t, client, await client.token({ code: lent.code })) }
  },
  control: ({ mine, theirs, hers }) => arrivedWithCode(mine) && arrivedWithCode(theirs) && issued(hers[0]),
  verify({ hers, guessed, fetched, lent, got }, { facts }) {
    const rest = [...forged(guessed, 'without what nobody knows'), ...forged(fetched, 'by GET')]
    if (!got) return [...rest, ...(lent.answered?.includes('consent') ? stillAsks(lent) : [])]
    const [[alice], [whose]] = [subjectsOf(hers, facts), subjectsOf(got, facts)]
    const n = got.at(-1)?.n
    if (!alice || !whose) return [...rest, noted('an attacker’s form gave a code, and nothing shows whose', n)]
    return whose === alice
      ? [broken('no code for a user whose browser was made to send an attacker’s form', 'a token for that user', n), ...rest]
      : [held('the attacker’s form gave nothing of the user whose browser sent it', n), ...rest]
  },
})
