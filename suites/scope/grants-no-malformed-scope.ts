import { arrivedWithCode, lacksScope, lesser, mapped, noCode, requestedScope, scenario, scopeInForm, shownGrant } from '#harness'

const beside = (value: string) => mapped('scope', (scope) => `${scope} ${value}`)

export default scenario({
  title: 'A value with characters that no scope may hold does not come into a grant.',
  why: 'Scopes are written into headers, JSON, pages and policies, and a quotation mark or control character there ends what it stands in. RFC 6749 3.3 and appendix A.4 leave visible ASCII without quotation mark and backslash.',
  fix: 'Check each value against the syntax of RFC 6749 3.3 and answer invalid_scope, or leave it out of the grant.',
  requirements: ['rfc6749-3.3-scope-syntax'],
  needs: ['authorization_code'],
  detects: ['grants-malformed-scopes', 'breaks-at-control-characters'],
  cases: {
    'a quotation mark': { change: beside('a"b') },
    'a backslash': { change: beside('a\\b') },
    'a control character': { change: beside('a\u0001b') },
    'a letter beyond ASCII': { change: beside('caf\u00e9') },
  },
  async act(t, { change }) {
    const { client, scopes } = t
    const known = [scopes.grantable[0], scopes.refresh].filter(Boolean).join(' ')
    const landing = await client.authorize({ scope: known }, change)
    if (!landing.code) return { known, landing }
    return { known, landing, grant: await shownGrant(t, client, await client.token({ code: landing.code })) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ known, landing, grant }, { facts }) => {
    if (!grant) return noCode(landing)
    const malformed = requestedScope(landing).filter((value) => !known.split(' ').includes(value))
    return lesser([...scopeInForm(grant[0]), ...malformed.flatMap((value) => lacksScope(grant, value, facts))])
  },
})
