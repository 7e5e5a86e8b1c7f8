import type { Met, Mood } from './moody-server.ts'

const page = (text: string) => `<!doctype html><html><head><title>${text}</title></head><body><h1>${text}</h1></body></html>`
const html = { 'content-type': 'text/html; charset=utf-8' }
const json = { 'content-type': 'application/json', 'cache-control': 'no-store' }

/** Answers everything in one way. */
const always =
  (status: number, headers: Record<string, string>, body: string): Mood =>
  ({ response }) => {
    response.writeHead(status, headers).end(body)
    return undefined
  }

const only =
  (path: string, mood: Mood): Mood =>
  (met) =>
    met.path === path ? mood(met) : met.ask()

/** A mood that is over after some requests. */
function passing(requests: number, mood: Mood): Mood {
  let left = requests
  return (met) => (left-- > 0 ? mood(met) : met.ask())
}

const endless: Mood = ({ response }) => {
  response.writeHead(200, html)
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  }
  response.on('drain', more)
  more()
  return undefined
}

const dripping: Mood = ({ response }) => {
  response.writeHead(400, json)
  const drops = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(drops))
  return undefined
}

const replaying: Mood = ({ last, response, ask }) => {
  if (!last) return ask()
  response.writeHead(last.status, last.headers).end(last.body)
  return undefined
}

/** Locks a client for good after three failed authentications, as it would be after guessing. */
function locking(): Mood {
  const failures = new Map<string, number>()
  return async (met) => {
    const who = clientOf(met)
    if (met.path !== '/token' || (failures.get(who) ?? 0) < 3) {
      const answer = await met.ask()
      if (answer.body.includes('"invalid_client"')) failures.set(who, (failures.get(who) ?? 0) + 1)
      return answer
    }
    return always(401, { ...json, 'www-authenticate': 'Basic realm="locked"' }, '{"error":"invalid_client"}')(met)
  }
}

/** The client that a token request names, in its header or in its body; '' for none. */
function clientOf({ request, body }: Met): string {
  const [, basic = ''] = /^basic (.*)$/i.exec(request.headers.authorization ?? '') ?? []
  const [inHeader = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  return inHeader || (new URLSearchParams(body.toString('utf8')).get('client_id') ?? '')
}

/** Each makes a mood that remembers nothing of an earlier run. */
export const moods = {
  'always 200 with a page': () => always(200, html, page('Welcome')),
  'always 200 with empty JSON': () => always(200, json, '{}'),
  'always 400 with invalid_grant': () => always(400, json, '{"error":"invalid_grant"}'),
  'always 400 with a page': () => always(400, html, page('Bad request')),
  'always 401 with invalid_client': () => always(401, { ...json, 'www-authenticate': 'Basic realm="as"' }, '{"error":"invalid_client"}'),
  'always 403 of a gateway': () => always(403, html, page('Forbidden')),
  'always 500': () => always(500, html, page('Internal server error')),
  'a redirect to itself': () => (met: Met) => always(302, { location: `${met.origin}${met.request.url}` }, '')(met),
  'a redirect to the sign-in of a proxy': () => always(302, { location: 'https://proxy.example/sign-in' }, ''),
  hanging: () => () => undefined,
  resetting: () => (met: Met) => void met.request.socket.resetAndDestroy(),
  'endless bodies': () => endless,
  'dripping bodies': () => dripping,
  'garbage instead of HTTP': () => (met: Met) => void met.request.socket.end('\u0000\u0001\u0002 220 mail.example ESMTP\r\n\r\n'),
  'a rate limit by 429': () => always(429, { ...html, 'retry-after': '0' }, page('Too many requests')),
  'a rate limit by a 200 page': () => always(200, html, page('Too many requests. Please try again later.')),
  'a rate limit by a 200 page that passes': () => passing(3, always(200, html, page('Too many requests'))),
  'a cached answer': () => replaying,
  'a client locked after three failures': locking,
  'a deaf token endpoint': () => only('/token', always(400, json, '{"error":"invalid_grant"}')),
  'a deaf authorization endpoint': () => only('/authorize', always(400, html, page('Invalid request'))),
  'a deaf introspection endpoint': () => only('/introspect', always(200, json, '{"active":false}')),
} satisfies Record<string, () => Mood>

export type MoodName = keyof typeof moods
