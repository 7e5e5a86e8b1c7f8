import { arrivedWithCode, type Change, notRedirected, redirectUri, scenario } from '#harness'

const toAttacker = redirectUri(({ scheme, path }) => `${scheme}://attacker.example${path}`)
const both =
  (other: (query: [string, string][]) => [string, string][]): Change =>
  (message, tools) => {
    const there = toAttacker(message, tools)
    return { ...there, query: other(there.query) }
  }
const without = (name: string) => (query: [string, string][]) => query.filter(([key]) => key !== name)
const set =
  (name: string, value: string) =>
  (query: [string, string][]): [string, string][] => [...without(name)(query), [name, value]]

export default scenario({
  title: 'A request that is wrong in other ways too is not redirected to an unregistered URI.',
  why: 'A server that reports errors before it checks redirect_uri is an open redirector that lends its name to phishing (RFC 6749 4.1.2.1, RFC 9700 4.11.2).',
  fix: 'Check client_id and redirect_uri before every other parameter; only then may an error be redirected.',
  requirements: ['rfc6749-4.1.2.1-redirect-check-precedes-other-errors'],
  needs: ['authorization_code'],
  cases: {
    'an unsupported response_type': {
      change: both(set('response_type', 'no-such-type')),
      detects: ['redirects-errors-before-checking-redirect-uri'],
    },
    'no response_type': { change: both(without('response_type')), detects: ['redirects-errors-before-checking-redirect-uri'] },
    'an unknown scope': { change: both(set('scope', 'no-such-scope')), detects: ['redirects-errors-before-checking-redirect-uri'] },
    'an unknown code_challenge_method': {
      change: both(set('code_challenge_method', 'no-such-method')),
      detects: ['redirects-pkce-errors-before-checking-redirect-uri'],
    },
    'state twice': { change: both((query) => [...query, ['state', 'again']]), detects: ['redirects-errors-before-checking-redirect-uri'] },
    'prompt none': { change: both(set('prompt', 'none')), detects: ['answers-prompt-none-before-checking-redirect-uri'] },
    'an unknown response_mode': {
      change: both(set('response_mode', 'no-such-mode')),
      detects: ['answers-response-mode-before-checking-redirect-uri'],
    },
  },
  async act({ client, alice }, { change }) {
    return { landing: await client.as(await alice.fresh()).authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }) => notRedirected(landing),
})
