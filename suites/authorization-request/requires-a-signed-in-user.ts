import { arrivedWithCode, broken, keptInAddress, type Landing, lastHop, scenario, signedInFirst, stillAsks, where } from '#harness'

const nobodys = (landing: Landing, how: string) =>
  landing.code ? [broken('a page that asks who the user is', `${how}: a code ${where(landing)}`, lastHop(landing)?.n)] : undefined

export default scenario({
  title: 'A browser in which nobody has signed in gets no code.',
  why: 'The code stands for a user’s account. Whoever gets one without saying who he is has taken that of somebody else (RFC 6749 3.1).',
  fix: 'Ask who the user is before anything is granted, and again where a form comes from a browser that nobody signed in to.',
  requirements: ['rfc6749-3.1-resource-owner-authenticated'],
  needs: ['authorization_code'],
  session: 'own',
  detects: ['signs-strangers-in', 'accepts-consent-of-other-browser', 'recalls-consent-before-sign-in', 'signs-in-by-remembered-consent'],
  async act({ client, alice }) {
    const honest = await client.asked().authorize()
    const opened = await client.as(await alice.fresh()).open()
    const posted = await client.asked().interfere('consent', { from: await alice.fresh() })
    if (opened.code || opened.at === 'sign_in') return { honest, opened, posted }
    return { honest, opened, posted, stranger: await client.as(await alice.fresh()).authorize() }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify({ honest, opened, posted, stranger }) {
    const asked = posted.answered?.includes('consent') && !keptInAddress(posted)
    const bad = nobodys(opened, 'without signing in') ?? (asked && nobodys(posted, 'by a consent form from an empty browser'))
    return bad || (stranger ? signedInFirst(stranger, honest) : stillAsks(opened))
  },
})
