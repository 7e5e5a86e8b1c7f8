import {
  arrivedWithCode,
  audienceOf,
  broken,
  fromInFront,
  held,
  incomparable,
  lastHop,
  noted,
  refusedByRedirect,
  responseParameter,
  scenario,
  shownGrant,
  undecided,
  where,
} from '#harness'

const unknown = 'https://resource-that-does-not-exist.example/'
const several = 'rfc8707-2-multiple-resources'
const detects = ['puts-requested-resource-into-audience'] as const

export default scenario({
  title: 'An authorization request cannot make a token for a resource that the server does not know.',
  why: 'A counterfeit service lures a client into asking for a token with its own address, or with one that only looks like the address of a good one, and uses it there. RFC 8707 2 and 2.1 have the error invalid_target for it.',
  fix: 'Compare resource with the known absolute URIs and answer invalid_target; a server without RFC 8707 ignores the parameter.',
  requirements: ['rfc8707-2.1-unknown-resource', 'rfc8707-2-resource-fragment-rejected', 'rfc8707-2-resource-absolute', several],
  needs: ['authorization_code'],
  cases: {
    'an unknown resource': { change: { resource: unknown }, detects },
    'a resource with a fragment': {
      change: { resource: `${unknown}#part` },
      requirement: 'rfc8707-2-resource-fragment-rejected',
      detects,
    },
    'a resource that is no absolute URI': {
      change: { resource: 'resource-that-does-not-exist' },
      requirement: 'rfc8707-2-resource-absolute',
      detects,
    },
    'two resources': {
      change: { resource: [unknown, `${unknown}2`] },
      requirement: several,
      detects: ['takes-repeated-resource-for-malformed'],
    },
  },
  async act({ client, has }, { change, requirement }) {
    const landing = await client.authorize(change)
    if (requirement === several || !landing.code) return { landing, grant: [] }
    return { landing, grant: await shownGrant({ has }, client, await client.token({ code: landing.code })) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify({ landing, grant }, { facts, row }) {
    const n = lastHop(landing)?.n
    const [error] = responseParameter(landing, 'error')
    const inFront = fromInFront(landing)
    if (inFront) return [undecided(inFront, n)]
    if (row.requirement === several)
      return [noted(error === 'invalid_request' ? 'the second resource is taken for a repetition' : where(landing), n)]
    if (!arrivedWithCode(landing)) return refusedByRedirect(landing, 'invalid_target', 'invalid_request')
    const wanted = new URLSearchParams(landing.hops[0]?.request.url.split('?')[1]).getAll('resource')
    const silent = incomparable(grant)
    if (silent.length > 0) return silent
    const audience = audienceOf(grant, facts)
    if (!audience) return [noted('nothing shows the audience of the token', grant[0]?.n)]
    return wanted.some((resource) => audience.includes(resource))
      ? [broken('a token without that audience', 'a token for a resource that nobody knows', grant[0]?.n)]
      : [held('the token is not for that resource', grant[0]?.n)]
  },
})
