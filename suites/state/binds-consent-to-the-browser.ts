import { broken, held, issued, member, noAnswer, noCode, noted, scenario, undecided } from '#harness'

export default scenario({
  title: 'A consent page is answered only by the browser that it was shown to.',
  why: 'Otherwise an attacker sends the victim’s consent form from a browser of his own, or lures the victim into sending his, and the accounts get mixed (RFC 6749 10.12).',
  fix: 'Tie the interaction to the browser’s session, and refuse or start again when the form comes with another one.',
  requirements: ['rfc6749-10.12-interaction-bound-to-session'],
  needs: ['authorization_code', 'two_users', 'introspection'],
  session: 'own',
  detects: ['accepts-consent-of-other-browser'],
  async act({ client, bob, skip }) {
    const mine = await client.authorize()
    if (!mine.code || !mine.answered?.includes('consent'))
      skip('the server did not ask for consent', 'a client that needs consent each time, in clients.client')
    const subject = await client.introspect({ token: (await client.tokens({ code: mine.code })).access_token })
    const theirs = await client.as(bob).authorize()
    const landing = await client.interfere('consent', { from: bob })
    if (!landing.code) return { mine, subject, theirs, landing }
    const answer = await client.token({ code: landing.code })
    if (!issued(answer)) return { mine, subject, theirs, landing, answer }
    return { mine, subject, theirs, landing, answer, whose: await client.introspect({ token: member(answer, 'access_token') }) }
  },
  control: ({ mine, subject, theirs }) => mine.code !== undefined && theirs.code !== undefined && member(subject, 'sub') !== undefined,
  verify({ subject, landing, answer, whose }) {
    if (!landing.code) return noCode(landing)
    if (!whose)
      return [held('no token came of the code', answer?.n), noted('the form was accepted from another browser and gave a code', answer?.n)]
    const silent = noAnswer(whose) ?? (member(whose, 'sub') ? undefined : 'introspection named no sub')
    if (silent) return [undecided(silent, whose.n)]
    return member(whose, 'sub') === member(subject, 'sub')
      ? [broken('no token for the user of the first browser', 'another browser answered the consent page and got one', whose.n)]
      : [held('the code belongs to the user of the browser that answered', whose.n)]
  },
})
