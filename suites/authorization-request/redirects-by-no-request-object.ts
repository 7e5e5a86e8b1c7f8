import {
  about,
  arrivedWithCode,
  type Change,
  held,
  type Landing,
  lastHop,
  noted,
  notRedirected,
  responseParameter,
  scenario,
  sentState,
  where,
} from '#harness'

const attacker = 'https://attacker.example/callback'
const encoded = (value: object) => btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const unsigned: Change = (message) => {
  const claims = { ...Object.fromEntries(message.query), redirect_uri: attacker, state: 'of-the-request-object' }
  return { ...message, query: [...message.query, ['request', `${encoded({ alg: 'none' })}.${encoded(claims)}.`]] }
}

const mismatched = 'rfc6749-4.1.2.1-mismatched-redirect-no-redirect'
const judged = (landing: Landing) => {
  const n = lastHop(landing)?.n
  if (landing.at !== 'redirect_uri') return about(mismatched, notRedirected(landing))
  const own = responseParameter(landing, 'state').includes(sentState(landing) ?? '')
  if (!own) return [noted('the unsigned object replaced parameters of the request', n)]
  return [held(landing.code ? 'the parameter was left aside' : `refused: ${where(landing)}`, n)]
}

export default scenario({
  title: 'A request object that nobody signed is left aside or refused, and redirects nobody to a URI that it brings along.',
  why: 'Where the plain redirect_uri is checked and that of the object is used, or the other way round, codes go to whoever writes the link. RFC 6749 3.1 and 3.1.2.4, RFC 9101 6.3.',
  fix: 'Ignore request and request_uri where request objects are not offered, and otherwise read every parameter from one place.',
  requirements: ['rfc6749-3.1-unrecognized-params-ignored', mismatched],
  needs: ['authorization_code'],
  detects: ['takes-redirect-uri-from-request-object'],
  async act({ client }) {
    const honest = await client.authorize()
    const request = await client.authorize(unsigned)
    return { honest, request, request_uri: await client.authorize({ request_uri: 'https://attacker.example/request.jwt' }) }
  },
  control: ({ honest }) => arrivedWithCode(honest),
  verify: ({ request, request_uri }) => [...judged(request), ...judged(request_uri)],
})
