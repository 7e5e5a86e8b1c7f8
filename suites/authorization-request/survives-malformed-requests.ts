import { arrivedWithCode, handled, rawQuery, scenario } from '#harness'

const long = (length: number) => 'a'.repeat(length)
const encoding = ['breaks-at-malformed-encoding'] as const

export default scenario({
  title: 'A request that no honest client would send is refused or read as plain data, and breaks nothing.',
  why: 'Bytes that nobody expected reach a database, a log or a parser, and what breaks there can often be made to do more than break. RFC 6749 10.14: every value that is received has to be validated.',
  fix: 'Check encoding, characters and length of every parameter where it comes in, and answer with an error of status 400.',
  requirements: ['rfc6749-10.14-malformed-input-handled'],
  needs: ['authorization_code'],
  cases: {
    'half an escape in state': { change: rawQuery('state=%'), detects: encoding },
    'no hexadecimal escape in scope': { change: rawQuery('scope=%zz'), detects: encoding },
    'bytes that are not UTF-8 in state': { change: rawQuery('state=%FF%FE%C0%80'), detects: encoding },
    'bytes that are not UTF-8 in a name': { change: rawQuery('%FF=1'), detects: encoding },
    'NUL in state': { change: { state: 'before\0after' }, detects: ['breaks-at-control-characters'] },
    'NUL in client_id': { change: { client_id: 'client\0' }, detects: ['breaks-at-control-characters'] },
    'NUL in scope': { change: { scope: 'a\0b' }, detects: ['breaks-at-control-characters'] },
    'line ends in state': { change: { state: 'a\r\nSet-Cookie: a=b\r\n\r\nb' }, detects: ['breaks-at-control-characters'] },
    'response_type as a list': {
      change: { response_type: undefined, 'response_type[]': 'code' },
      detects: ['reads-brackets-as-structure'],
    },
    'state as a structure': { change: { state: undefined, 'state[a][b]': 'c' }, detects: ['reads-brackets-as-structure'] },
    'the name of a JavaScript prototype': { change: { response_mode: '__proto__' }, detects: ['looks-values-up-in-objects'] },
    'a client_id of 4000 characters': { change: { client_id: long(4000) }, detects: ['breaks-at-long-values'] },
    'a state of 6000 characters': { change: { state: long(6000) }, detects: ['breaks-at-long-values'] },
    'JSON in state': { change: { state: '{"a":[1,{"b":"c"}]}' }, detects: ['breaks-at-braces-in-state'] },
    'half of a surrogate pair in state': { change: rawQuery('state=%ED%A0%80'), detects: encoding },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => handled(landing),
})
