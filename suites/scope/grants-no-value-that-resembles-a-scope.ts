import { arrivedWithCode, lacksScope, lesser, mapped, noCode, requestedScope, scenario, showing, shownGrant } from '#harness'

export default scenario({
  title: 'A value that only resembles a known scope is not taken for it, nor for several.',
  why: 'Servers that compare beginnings or expand wildcards grant what no consent page named. RFC 6749 3.3 knows scope values as whole strings, which the server defines.',
  fix: 'Compare each value with the known ones as a whole, and give a star no meaning unless it is a scope of its own.',
  requirements: ['rfc6749-4.1.2.1-unknown-scope'],
  needs: ['authorization_code', 'two_scopes'],
  detects: ['grants-unknown-scope'],
  cases: {
    'a known value with more behind it': {
      change: mapped('scope', (scope) => `${scope} ${scope}.and-more`),
      detects: ['compares-beginnings-of-scopes'],
    },
    'the beginning of a known value': {
      change: mapped('scope', (scope) => `${scope} ${scope.slice(0, -1)}`),
      detects: ['compares-beginnings-of-scopes'],
    },
    'a star': { change: mapped('scope', (scope) => `${scope} *`), detects: ['takes-star-for-every-scope'] },
  },
  async act(t, { change }) {
    const { client, scopes } = t
    const [less = '', more = ''] = scopes.grantable
    const landing = await client.authorize({ scope: less }, change)
    if (!landing.code) return { less, more, landing }
    const grant = await shownGrant(t, client, await client.token({ code: landing.code }))
    if (requestedScope(landing).length === 1) return { less, more, landing, grant }
    return {
      less,
      more,
      landing,
      grant,
      alone: await shownGrant(t, client, (await client.tokens({ code: await client.code({ scope: less }) })).answer),
    }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ less, more, landing, grant, alone = [] }, { facts }) => {
    if (!grant) return noCode(landing)
    const invented = requestedScope(landing).filter((value) => value !== less)
    const unasked = showing(alone, more, facts) ? [] : [more]
    return [...invented, ...unasked].flatMap((value) => lesser(lacksScope(grant, value, facts)))
  },
})
