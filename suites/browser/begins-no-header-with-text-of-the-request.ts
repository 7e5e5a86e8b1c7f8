import { arrivedWithCode, mapped, randomValue, scenario, unsplit } from '#harness'

const field = 'X-Grantproof-Split'
const behind = (lineBreak: string) => ({ state: `${randomValue().slice(0, 16)}${lineBreak}${field}: yes` })

export default scenario({
  title: 'Line breaks in a request begin no header field of an answer.',
  why: 'Whoever writes a header field into an answer sets cookies for the user, or ends the answer and begins another, which browsers and caches take for the server’s own (RFC 6749 10.14, RFC 9110 5.5).',
  fix: 'Form-encode whatever goes into Location, and let nothing write carriage return or line feed into a header field.',
  requirements: ['rfc6749-10.14-header-injection'],
  needs: ['authorization_code'],
  session: 'own',
  cases: {
    'a line break in state': { change: behind('\r\n'), detects: ['begins-headers-at-line-breaks-in-state'] },
    'a line feed alone in state': { change: behind('\n'), silent: true, detects: ['begins-headers-at-line-feeds-in-state'] },
    'characters of state whose last bytes are a line break': {
      change: behind('\u010d\u010a'),
      silent: true,
      detects: ['cuts-characters-of-state-to-bytes'],
    },
    'a line break in the state of an error': {
      change: { ...behind('\r\n'), response_type: 'no-such-type' },
      silent: true,
      detects: ['begins-headers-at-line-breaks-beside-errors'],
    },
    'a line break in what an error may quote': {
      change: { scope: `no-such-scope\r\n${field}: yes` },
      silent: true,
      detects: ['begins-headers-at-line-breaks-in-error-texts'],
    },
    'a line break behind the redirect_uri': {
      change: mapped('redirect_uri', (uri) => `${uri}\r\n${field}: yes`),
      silent: true,
      detects: ['begins-headers-in-lines-of-redirect-uri'],
    },
  },
  async act({ client, alice }, { change, silent }) {
    const who = silent ? client : client.as(await alice.fresh()).asked()
    return { landing: await who.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => unsplit(landing, field),
})
