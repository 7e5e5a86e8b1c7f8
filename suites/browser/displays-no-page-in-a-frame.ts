import { scenario, uselessInFrames } from '#harness'

export default scenario({
  title: 'A browser displays neither the sign-in page nor an error page in a frame of another site.',
  why: 'Who signs in within an attacker’s page is shown what the attacker lays over it, and does not see whom he trusts (RFC 9700 4.16, RFC 6749 10.13). A real browser frames the page here.',
  fix: "Send Content-Security-Policy: frame-ancestors 'none' and X-Frame-Options: DENY with every page, those of errors included.",
  requirements: ['rfc9700-4.16-clickjacking'],
  needs: ['authorization_code', 'browser'],
  cases: {
    'the sign-in page': { change: {}, staging: 'held_frame', detects: ['lets-sign-in-be-framed'] },
    'an error page': { change: { client_id: 'nobody' }, staging: 'held_frame', detects: ['lets-error-pages-be-framed'] },
  },
  async act({ client, alice, browser, skip }, { change, staging }) {
    const stranger = client.as(await alice.fresh())
    const landing = await browser.shows(stranger, staging).authorize(change)
    if (!landing.views) skip('nothing came that a browser displays', 'a server at which users sign in on a page')
    return { landing }
  },
  control: ({ landing }) => landing.code !== undefined && landing.views?.every(({ displayed }) => displayed) === true,
  verify: ({ landing }) => uselessInFrames(landing),
})
