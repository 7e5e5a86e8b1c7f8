import { arrivedWithCode, scenario, unframed } from '#harness'

export default scenario({
  title: 'No other site can put the pages for sign-in and consent into a frame.',
  why: 'In a frame that nobody sees, over a button of another meaning, the user’s click approves the attacker’s client (RFC 6749 10.13, RFC 9700 4.16).',
  fix: "Send Content-Security-Policy: frame-ancestors 'none' and X-Frame-Options: DENY with every page of the interaction, the consent page included.",
  requirements: ['rfc9700-4.16-clickjacking'],
  needs: ['authorization_code'],
  session: 'own',
  detects: [
    'lets-consent-page-be-framed',
    'lets-consent-be-clicked-in-frames',
    'names-one-site-in-x-frame-options',
    'hides-in-frames-by-script-alone',
    'lets-sign-in-be-framed',
  ],
  async act({ client, skip }) {
    const landing = await client.asked().authorize()
    if (!landing.answered?.length) skip('the flow has no page that a user answers', 'a server at which users sign in by password')
    return { landing }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => unframed(landing),
})
