import { arrivedWithCode, held, issued, mapped, noCode, scenario, scopeInForm, seen } from '#harness'

export default scenario({
  title: 'Needless spaces and repeated values in scope are refused or make no difference.',
  why: 'Clients build scope from lists, with a space too many or a value twice. RFC 6749 3.3 has a grammar and a meaning for it; a crash, or a scope that comes back as odd as it came, helps nobody.',
  fix: 'Answer invalid_scope to what the grammar does not know, take repeated values for one, and limit the length on purpose.',
  requirements: ['rfc6749-3.3-scope-syntax'],
  needs: ['authorization_code'],
  detects: ['answers-scope-as-array', 'breaks-at-long-values'],
  cases: {
    'a space in front': { change: mapped('scope', (scope) => ` ${scope}`), detects: ['crashes-on-empty-scope-values'] },
    'a space at the end': { change: mapped('scope', (scope) => `${scope} `), detects: ['crashes-on-empty-scope-values'] },
    'two spaces between': {
      change: mapped('scope', (scope) => `${scope}  ${scope.split(' ')[0]}`),
      detects: ['crashes-on-empty-scope-values'],
    },
    'a value twice': {
      change: mapped('scope', (scope) => `${scope} ${scope.split(' ')[0]}`),
      detects: ['crashes-on-repeated-scope-values'],
    },
    'a value so often that the scope has 1000 characters': {
      change: mapped('scope', (scope) => `${scope}${` ${scope.split(' ')[0]}`.repeat(Math.ceil(1000 / scope.length))}`),
      detects: ['crashes-on-long-scope'],
    },
  },
  async act({ client, skip }, { change }) {
    if (client.scope === undefined) skip('no scope of the client is known', 'clients.client.scope')
    const landing = await client.authorize(change)
    return landing.code ? { landing, answer: await client.token({ code: landing.code }) } : { landing }
  },
  control: ({ landing, answer }) => arrivedWithCode(landing) && issued(answer),
  verify: ({ landing, answer }) => {
    if (!answer) return noCode(landing)
    return issued(answer) ? scopeInForm(answer) : [held(`the code was refused: ${seen(answer)}`, answer.n)]
  },
})
