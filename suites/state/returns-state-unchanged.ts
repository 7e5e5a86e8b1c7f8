import { arrivedWithCode, arrivedWithError, type Landing, noted, randomValue, scenario, sentState, stateReturned, where } from '#harness'

const state = (rest: string) => ({ state: `${randomValue().slice(0, 16)}${rest}` })
const isTooShortThere = (landing: Landing) => arrivedWithError(landing) && (sentState(landing) ?? '').length < 8
const special = { requirement: 'rfc6749-4.1.2-state-special-chars' } as const

export default scenario({
  title: 'The state of a request comes back with the code, character for character.',
  why: 'The client recognises its own request, and so a forged response, by the state. One that is lost, cut or decoded twice makes it refuse honest users, or give the check up. RFC 6749 4.1.2, 10.12 and appendix A.5.',
  fix: 'Keep the decoded state as an opaque string and form-encode it once into the response.',
  requirements: ['rfc6749-4.1.2-state-echo-success', 'rfc6749-4.1.2-state-special-chars', 'rfc6749-4.1.2-state-long'],
  needs: ['authorization_code'],
  detects: ['drops-state'],
  cases: {
    'letters and digits': { change: state(''), detects: ['drops-state'] },
    'a zero': { change: { state: '0' }, silent: true, detects: ['takes-zero-for-no-state', 'drops-state'] },
    'percent-encoded text': {
      change: state('x%41%2B'),
      ...special,
      detects: ['decodes-state-twice', 'decodes-state-at-consent-page'],
    },
    'plus, space and ampersand': {
      change: state('a b+c%26d=e&f#g'),
      silent: true,
      ...special,
      detects: [
        'decodes-state-twice',
        'decodes-state-of-silent-requests',
        'leaves-plus-of-state-unencoded',
        'leaves-separators-of-state-unencoded',
      ],
    },
    'JSON, quotes and angle brackets': {
      change: state(`{"k":"v"}'"><b>\\`),
      ...special,
      detects: ['drops-state', 'breaks-at-braces-in-state', 'strips-markup-from-state'],
    },
    'spaces in a row and at the end': {
      change: state('  a  b  '),
      silent: true,
      ...special,
      detects: ['trims-state', 'trims-redirect-uri'],
    },
    '512 characters': {
      change: state('s'.repeat(496)),
      requirement: 'rfc6749-4.1.2-state-long',
      detects: ['truncates-state', 'breaks-at-long-values'],
    },
    '2048 characters': {
      change: state('s'.repeat(2032)),
      silent: true,
      requirement: 'rfc6749-4.1.2-state-long',
      detects: ['truncates-state'],
    },
  },
  async act({ client }, { change, silent }) {
    return { landing: await (silent ? client : client.asked()).authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) =>
    isTooShortThere(landing) ? [noted(`a state of one character is refused ${where(landing)}`)] : stateReturned(landing, 'code'),
})
