import { arrivedWithCode, scenario, uselessInFrames, wasAsked, waysToAskAgain } from '#harness'

export default scenario({
  title: 'No click in a frame of another site gives consent.',
  why: 'In a frame that nobody sees, over a button of another meaning, the user’s click approves the attacker’s client (RFC 6749 10.13, RFC 9700 4.16). A real browser frames the page here and clicks.',
  fix: "Send Content-Security-Policy: frame-ancestors 'none' and X-Frame-Options: DENY with the consent page. A script is no protection: a sandbox takes its means away.",
  requirements: ['rfc9700-4.16-clickjacking'],
  needs: ['authorization_code', 'browser'],
  session: 'own',
  cases: {
    'in a frame': { change: {}, staging: 'frame', detects: ['lets-consent-be-clicked-in-frames', 'names-one-site-in-x-frame-options'] },
    'in a frame that the page cannot leave': { change: {}, staging: 'held_frame', detects: ['lets-consent-be-clicked-in-frames'] },
    'in a frame whose scripts do not run': { change: {}, staging: 'scriptless_frame', detects: ['hides-in-frames-by-script-alone'] },
  },
  async act({ client, browser, skip }, { staging }) {
    const honest = await client.asked().authorize()
    if (!wasAsked(honest)) skip('the server does not ask this user for consent', waysToAskAgain)
    return { honest, landing: await browser.shows(client.asked(), staging).authorize() }
  },
  control: ({ honest, landing }) => arrivedWithCode(honest) && arrivedWithCode(landing),
  verify: ({ landing }) => uselessInFrames(landing),
})
