import { issued, rewrittenForm, scenario, withHeader, withstood } from '#harness'

const and = (more: string) => rewrittenForm((form) => `${form}&${more}`)
const nested = `${'['.repeat(5000)}${']'.repeat(5000)}`

export default scenario({
  title: 'A malformed token request is refused, and nothing breaks.',
  why: 'What a parser, a database or a template chokes on shows an attacker where to press on, and stops the server for everybody else. RFC 6749 10.14 asks to validate all that is received.',
  fix: 'Decode and bound every parameter before it is used, and answer invalid_request where that fails.',
  requirements: ['rfc6749-10.14-token-malformed-input'],
  needs: ['authorization_code'],
  cases: {
    'a broken percent encoding': { change: and('code=%zz'), detects: ['crashes-on-malformed-encoding', 'shows-stack-traces'] },
    'bytes that are not UTF-8': { change: and('code=%ff%fe'), detects: ['crashes-on-malformed-encoding'] },
    'an overlong encoding of NUL': { change: and('code=%c0%80'), detects: ['crashes-on-malformed-encoding'] },
    'NUL in the code': { change: and('code=a%00b'), detects: ['crashes-on-nul', 'accepts-invented-code'] },
    'quotes and SQL in the code': {
      change: and(`code=${encodeURIComponent("x' OR \"1\"='1' --")}`),
      detects: ['crashes-on-quotes', 'accepts-invented-code'],
    },
    'a code of 60 000 characters': {
      change: and(`code=${'x'.repeat(60_000)}`),
      detects: ['crashes-on-long-values', 'accepts-invented-code'],
    },
    'two thousand parameters': { change: and(Array(2000).fill('a=1').join('&')), detects: ['crashes-on-many-parameters'] },
    'code as a list and as a map': { change: and('code[]=x&code[a][b]=y'), detects: ['crashes-on-brackets-in-names'] },
    'a grant_type that objects have': {
      change: rewrittenForm((form) => form.replace(/grant_type=[^&]*/, 'grant_type=constructor')),
      detects: ['looks-grant-types-up-in-an-object'],
    },
    'no body': { change: rewrittenForm(() => ''), detects: ['crashes-on-empty-body'] },
    'JSON of five thousand levels': {
      change: rewrittenForm(() => nested, 'application/json'),
      detects: ['crashes-on-bodies-that-are-no-forms'],
    },
    'a form that claims to be compressed': { change: withHeader('content-encoding', 'gzip'), detects: ['crashes-on-content-encoding'] },
  },
  async act({ client }, { change }) {
    return { answer: typeof change === 'function' ? await client.token(change) : (await client.tokens()).answer }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => withstood(answer),
})
