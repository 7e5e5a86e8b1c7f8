import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Message, Recorder } from '../http/exchange.ts'
import { Vault } from '../http/vault.ts'
import { createWire, type Wire } from '../http/wire.ts'
import type { Interaction } from '../target/target.ts'
import { type Answering, type Browser, createUserAgent } from './agent.ts'

interface Request {
  method: string
  path: string
  query: URLSearchParams
  form: URLSearchParams
  body: string
  headers: IncomingMessage['headers']
}
interface Reply {
  status?: number
  location?: string
  headers?: Record<string, string | string[]>
  html?: string
  hang?: true
}
type Site = (request: Request) => Reply

const client = 'https://client.example/cb'
const login =
  '<title>Sign in</title><form method=post action=/login><input name=username><input type=password name=password><button>Sign in</button></form>'
const ask =
  '<title>Consent</title><form method=post action=/consent><button name=d value=allow>Allow</button><button name=d value=deny>Deny</button></form>'

let servers: Server[] = []
let wire: Wire
let seen: string[]

async function serve(site: Site): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    let body = ''
    for await (const chunk of incoming) body += chunk
    const url = new URL(incoming.url!, 'http://x')
    const request = {
      method: incoming.method!,
      path: url.pathname,
      query: url.searchParams,
      form: new URLSearchParams(body),
      body,
      headers: incoming.headers,
    }
    seen.push(`${request.method} ${request.path}`)
    const { status, location, headers = {}, html = '', hang } = site(request)
    if (hang) return
    outgoing.writeHead(status ?? (location === undefined ? 200 : 302), {
      'Content-Type': 'text/html; charset=utf-8',
      ...headers,
      ...(location === undefined ? {} : { Location: location }),
    })
    outgoing.end(html)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Keeps what came and answers. */
function noted<T>(list: T[], what: T, reply: Reply): Reply {
  list.push(what)
  return reply
}

interface Setup {
  browser: Browser
  recorder: Recorder
  authorize(answering?: Partial<Answering>, message?: Partial<Message>): ReturnType<Browser['authorize']>
}

function open(origins: string[], interaction?: Interaction): Setup {
  const vault = new Vault()
  wire = createWire({ vault, origins, tls: { insecure: false }, resolve: {}, pace: { timeoutMs: 500 } })
  const password = vault.learn('password', 'correct horse battery')
  const browser = createUserAgent({ origins, ...(interaction ? { interaction } : {}) }).openSession({
    name: 'alice',
    username: 'alice@example.org',
    password,
  })
  const recorder = wire.recorder()
  const message = { method: 'GET', url: `${origins[0]}/authorize?client_id=app`, headers: [], query: [], body: [] } satisfies Message
  return {
    browser,
    recorder,
    authorize: (answering = {}, changed = {}) =>
      browser.authorize(
        recorder,
        { ...message, ...changed },
        { purpose: 'approve', redirectUri: client, registered: [client], ...answering },
      ),
  }
}

/** A server with sessions, sign-in, consent and a response. */
function sound(): Site {
  const users = new Map<string, { user?: string; asked?: string }>()
  return ({ path, query, form, headers, method }) => {
    const id = /sid=(\w+)/.exec(headers.cookie ?? '')?.[1]
    const session = users.get(id ?? '')
    if (path === '/authorize') {
      const next = `s${users.size + 1}`
      if (session === undefined) users.set(next, { asked: query.get('state') ?? '' })
      else session.asked = query.get('state') ?? ''
      return { location: session?.user ? '/consent' : '/login', headers: session ? {} : { 'Set-Cookie': `sid=${next}; HttpOnly; Path=/` } }
    }
    if (session === undefined) return { status: 400, html: '<title>Error</title><p>No session' }
    if (path === '/login' && method === 'GET') return { html: login }
    if (path === '/login') {
      if (form.get('password') !== 'correct horse battery' || form.get('username') !== 'alice@example.org')
        return { status: 401, html: login }
      session.user = form.get('username')!
      return { status: 303, location: '/consent' }
    }
    if (method === 'GET') return { html: ask }
    return {
      location:
        form.get('d') === 'allow'
          ? `${client}?code=a-code-with-enough-length&state=${session.asked}`
          : `${client}?error=access_denied&state=${session.asked}`,
    }
  }
}

beforeEach(() => {
  seen = []
})
afterEach(async () => {
  await wire.close()
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
  servers = []
})

describe('an authorization', () => {
  it('signs in, approves, and recognises the redirection URI without requesting it', async () => {
    const { authorize } = open([await serve(sound())])
    const landing = await authorize()
    expect(landing).toMatchObject({ at: 'redirect_uri', via: 'location', by: 'query', answered: ['sign_in', 'consent'] })
    expect(landing.code).toMatch(/^‹code:\d+›$/)
    expect(seen).toEqual(['GET /authorize', 'GET /login', 'POST /login', 'GET /consent', 'POST /consent'])
    expect(JSON.stringify(landing)).not.toMatch(/correct horse|correct\+horse|a-code-with/)
  })

  it('denies', async () => {
    const { authorize } = open([await serve(sound())])
    expect(await authorize({ purpose: 'deny' })).toMatchObject({
      at: 'redirect_uri',
      params: [
        ['error', 'access_denied'],
        ['state', ''],
      ],
    })
  })

  it('stays signed in, one flow at a time, and a fresh browser does not', async () => {
    const { authorize, browser, recorder } = open([await serve(sound())])
    const [first, second] = await Promise.all([authorize(), authorize()])
    expect([first.answered, second.answered]).toEqual([['sign_in', 'consent'], ['consent']])
    const message: Message = { method: 'GET', url: second.hops[0]!.request.url, headers: [], query: [], body: [] }
    expect((await browser.fresh().visit(recorder, message)).at).toBe('sign_in')
    expect((await browser.visit(recorder, message)).at).toBe('consent')
  })

  it('looks like a browser and says who it is', async () => {
    const got: IncomingMessage['headers'][] = []
    const site = sound()
    const { authorize } = open([
      await serve((request) => {
        got.push(request.headers)
        return site(request)
      }),
    ])
    await authorize({}, { headers: [['accept', 'text/html']] })
    expect(got[0]).toMatchObject({ accept: 'text/html', 'user-agent': expect.stringContaining('grantproof') })
    expect(got[2]).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      origin: expect.stringMatching(/^http:\/\/127/),
      referer: expect.stringMatching(/\/login$/),
    })
  })

  it('leaves a refused sign-in after one try', async () => {
    const site: Site = ({ path }) => (path === '/authorize' ? { location: '/login' } : { html: login })
    const { authorize } = open([await serve(site)])
    const landing = await authorize()
    expect(landing).toMatchObject({ at: 'sign_in', why: expect.stringMatching(/asks to sign in again after the credentials were sent/) })
    expect(seen.filter((one) => one === 'POST /login')).toHaveLength(1)
  })

  it('tries no further sign-in after three refused ones, whatever the flow', async () => {
    let tried = 0
    const site: Site = ({ method }) => {
      if (method === 'POST') tried += 1
      return { html: login }
    }
    const { authorize } = open([await serve(site)])
    for (let i = 0; i < 5; i += 1) expect((await authorize()).at).toBe('sign_in')
    expect(tried).toBe(3)
    expect(await authorize()).toMatchObject({ at: 'sign_in', why: expect.stringContaining('pace.failed_sign_ins') })
  })

  it('leaves a refused sign-in that goes round by redirects', async () => {
    const site: Site = ({ path, method }) => (path === '/authorize' || method === 'POST' ? { location: '/login' } : { html: login })
    const { authorize } = open([await serve(site)])
    expect((await authorize()).at).toBe('sign_in')
  })

  it('answers consent twice at most', async () => {
    const { authorize } = open([await serve(() => ({ html: ask }))])
    expect(await authorize()).toMatchObject({ at: 'consent', answered: ['consent', 'consent'], why: expect.stringContaining('again') })
  })

  it('asks for the user name first, then for the password', async () => {
    const site: Site = ({ form }) => {
      if (form.has('password')) return { location: `${client}?code=a-code-with-enough-length` }
      return {
        html: form.has('email')
          ? '<form method=post><input type=password name=password></form>'
          : '<title>Log in</title><form method=post><input type=email name=email></form>',
      }
    }
    const { authorize } = open([await serve(site)])
    expect(await authorize()).toMatchObject({ at: 'redirect_uri', answered: ['sign_in'] })
  })

  it('narrows the scope', async () => {
    const scopes =
      '<title>Consent</title><form method=post><input type=checkbox name=s value=read checked><input type=checkbox name=s value=write checked><button name=d value=allow>Allow</button><button name=d value=deny>Deny</button></form>'
    const got: string[] = []
    const { authorize } = open([
      await serve(({ method, body }) =>
        method === 'GET' ? { html: scopes } : noted(got, body, { location: `${client}?code=a-code-with-enough-length` }),
      ),
    ])
    await authorize({ untick: ['write'] })
    expect(got).toEqual(['s=read&d=allow'])
  })
})

describe('redirects', () => {
  it('carry each origin its own cookies', async () => {
    const cookies: (string | undefined)[] = []
    const other = await serve(({ headers }) => noted(cookies, headers.cookie, { location: `${client}?code=a-code-with-enough-length` }))
    const elsewhere = other.replace('127.0.0.1', 'localhost')
    const first = await serve(({ path, headers }) => {
      cookies.push(headers.cookie)
      if (path === '/authorize') return { location: '/two', headers: { 'Set-Cookie': ['a=1', 'b=2; Path=/none'] } }
      return { location: `${elsewhere}/three` }
    })
    const { authorize } = open([first, elsewhere])
    expect((await authorize()).at).toBe('redirect_uri')
    expect(cookies).toEqual([undefined, 'a=1', undefined])
  })

  it.each([
    [307, 'POST', 'x=1'],
    [308, 'POST', 'x=1'],
    [303, 'GET', ''],
    [302, 'GET', ''],
    [301, 'GET', ''],
  ])('%i goes on with %s', async (status, method, body) => {
    const got: [string, string][] = []
    const site: Site = (request) =>
      request.path === '/authorize' ? { status, location: '/next' } : noted(got, [request.method, request.body], { html: '<p>The end</p>' })
    const { authorize } = open([await serve(site)])
    await authorize({}, { method: 'POST', body: [['x', '1']] })
    expect(got).toEqual([[method, body]])
  })

  it('in a circle are noticed', async () => {
    const { authorize } = open([await serve(({ path }) => ({ location: path === '/a' ? '/b' : '/a' }))])
    expect(await authorize()).toMatchObject({ at: 'nowhere', why: expect.stringContaining('circle'), hops: { length: 3 } })
  })

  it('without end are left', async () => {
    let count = 0
    const { authorize } = open([await serve(() => ({ location: `/${count++}` }))])
    const landing = await authorize()
    expect(landing).toMatchObject({ at: 'nowhere', why: expect.stringContaining('20 requests') })
    expect(seen).toHaveLength(20)
  })

  it('to other origins are not followed', async () => {
    const trap = await serve(() => ({ html: 'x' }))
    const { authorize } = open([await serve(() => ({ location: `${trap}/steal?code=a-code-with-enough-length` }))])
    expect(await authorize()).toMatchObject({ at: 'elsewhere', via: 'location', url: expect.stringContaining('/steal?code=‹code:') })
    expect(seen).toEqual(['GET /authorize'])
  })

  it('to no URL end nowhere', async () => {
    const { authorize } = open([await serve(() => ({ location: 'http://[' }))])
    expect(await authorize()).toMatchObject({ at: 'nowhere', why: expect.stringContaining('Location') })
  })

  it.each([
    ['refresh', (uri: string) => ({ html: '', headers: { Refresh: `0;url=${uri}?code=a-code-with-enough-length` } })],
    ['refresh', (uri: string) => ({ html: `<meta http-equiv=refresh content="0;url=${uri}?code=a-code-with-enough-length">` })],
    ['script', (uri: string) => ({ html: `<script>location.replace("${uri}?code=a-code-with-enough-length")</script>` })],
    [
      'form',
      (uri: string) => ({
        html: `<form method=post action="${uri}"><input type=hidden name=code value=a-code-with-enough-length></form><script>document.forms[0].submit()</script>`,
      }),
    ],
    ['frame', (uri: string) => ({ html: `<iframe src="${uri}?code=a-code-with-enough-length"></iframe>` })],
  ] as [string, (uri: string) => Reply][])(
    'by %s to a registered URI of the server itself are recognised and not requested',
    async (via, reply) => {
      const origin = await serve(({ headers }) => reply(`http://${headers.host}/cb`))
      const { authorize } = open([origin])
      const landing = await authorize({ redirectUri: `${origin}/cb`, registered: [`${origin}/cb`] })
      expect(landing).toMatchObject({ at: 'redirect_uri', via })
      expect(landing.code).toMatch(/^‹code:\d+›$/)
      expect(seen).toEqual(['GET /authorize'])
    },
  )
})

describe('pages that end a flow', () => {
  const page =
    (status: number, html: string, type = 'text/html'): Site =>
    () => ({ status, html, headers: { 'Content-Type': type } })
  it.each([
    ['a 400 page', page(400, '<title>Bad request</title><p>redirect_uri is not registered')],
    ['a 200 page', page(200, '<title>Error</title><p>redirect_uri is not registered')],
    ['JSON', page(400, '{"error":"invalid_request"}', 'application/json')],
    ['text with 200', page(200, 'invalid client', 'text/plain')],
    ['a 500 without content', page(500, '')],
  ])('%s is an error page', async (_, site) => {
    const { authorize } = open([await serve(site)])
    const landing = await authorize()
    expect([landing.at, landing.why]).toEqual(['error_page', undefined])
  })

  it.each([
    [
      'a captcha',
      '<title>Sign in</title><form method=post><input name=u><input type=password name=p><div class=h-captcha></div></form>',
      /"Sign in".*captcha.*fields: u, p.*switch it off/,
    ],
    ['scripts', '<title>App</title><div id=root></div><script src=x.js></script>', /"App".*scripts; .*interaction/],
    ['a second factor', '<title>Code</title><form method=post><input name=otp></form>', /second factor.*fields: otp/],
    [
      'a new password',
      '<form method=post><input type=password name=new1><input type=password name=new2></form>',
      /new password.*sign in once by hand/,
    ],
    [
      'unknown fields',
      '<title>Profile\u0007\n!</title><form method=post><input name=country><button>Save</button></form>',
      /^the page "Profile !" at http:\S+\/authorize has forms.*country.*`interaction` step$/,
    ],
    ['nothing', '', /status 200 and nothing to show/],
  ])('%s end nowhere, with a reason', async (_, html, why) => {
    const { authorize } = open([await serve(() => ({ html }))])
    const landing = await authorize()
    expect(landing.at).toBe('nowhere')
    expect(landing.why).toMatch(why)
  })

  it('no answer ends nowhere', async () => {
    const { authorize } = open([await serve(() => ({ hang: true }))])
    expect(await authorize()).toMatchObject({ at: 'nowhere', why: expect.stringContaining('no answer'), hops: [{ failure: 'timeout' }] })
  })

  it('is not misled to post credentials elsewhere', async () => {
    const trap = await serve(() => ({ html: 'x' }))
    const { authorize } = open([await serve(() => ({ html: login.replace('/login', `${trap}/login`) }))])
    expect(await authorize()).toMatchObject({ at: 'nowhere', why: expect.stringContaining('outside the configured origins') })
    expect(seen).toEqual(['GET /authorize'])
  })

  it('goes on by refresh, script, form and link', async () => {
    const steps: Record<string, Reply> = {
      '/authorize': { html: '<meta http-equiv=refresh content="0;url=/a">' },
      '/a': { html: '<script>location.href = "/b"</script>' },
      '/b': { html: '<form method=post action=/c><input type=hidden name=k value=v></form><body onload="document.forms[0].submit()">' },
      '/c': { html: '<p>Done</p><a href=/d>Continue</a>' },
      '/d': { location: `${client}?code=a-code-with-enough-length` },
    }
    const { authorize } = open([await serve(({ path }) => steps[path]!)])
    expect((await authorize()).at).toBe('redirect_uri')
    expect(seen).toEqual(['GET /authorize', 'GET /a', 'GET /b', 'POST /c', 'GET /d'])
  })
})

describe('interaction', () => {
  const odd =
    '<title>Odd</title><form id=f method=post action=/odd><input name=who><input name=word><input type=checkbox name=ok value=1><select name=s><option value=1>One<option value=2>Two</select><button type=button id=b>Go</button></form>'
  const site =
    (got: string[]): Site =>
    ({ path, body }) =>
      path === '/odd' ? noted(got, body, { location: `${client}?code=a-code-with-enough-length` }) : { html: odd }

  it('steps come before our own understanding', async () => {
    const got: string[] = []
    const { authorize } = open(
      [await serve(site(got))],
      [
        { when: { url: '*/nowhere' }, click: '#b' },
        {
          when: { selector: '#f' },
          for: 'sign_in',
          fill: { '[name=who]': '{username}', '[name=word]': '{password}' },
          choose: { '[name=ok]': 'on', '[name=s]': 'Two' },
        },
      ],
    )
    expect(await authorize()).toMatchObject({ at: 'redirect_uri', answered: ['sign_in'] })
    expect(got).toEqual(['who=alice%40example.org&word=correct+horse+battery&ok=1&s=2'])
  })

  it('steps for the other purpose stay aside', async () => {
    const { authorize } = open([await serve(site([]))], [{ when: { url: '/authorize' }, for: 'deny', submit: '#f' }])
    expect((await authorize()).at).toBe('nowhere')
    expect((await authorize({ purpose: 'deny' })).at).toBe('redirect_uri')
  })

  it.each([
    [[{ when: {}, fill: { '#gone': 'x' } }], /has no control "#gone"/],
    [[{ when: {}, click: 'form > button' }], /"form > button", which is more than/],
    [[{ when: {}, submit: '#other' }], /has no form "#other"/],
    [() => ({ method: 'GET', url: 'https://evil.example/', fields: [] }), /outside the configured origins/],
    [
      () => {
        throw new Error('my mistake')
      },
      /my mistake/,
    ],
  ] as [Interaction, RegExp][])('that cannot be followed says why', async (interaction, why) => {
    const { authorize } = open([await serve(site([]))], interaction)
    const landing = await authorize()
    expect(landing.at).toBe('nowhere')
    expect(landing.why).toMatch(why)
  })

  it('may be a function', async () => {
    const got: string[] = []
    const { authorize } = open([await serve(site(got))], ({ url, html, user, purpose }) =>
      html.includes('Odd')
        ? {
            method: 'POST',
            url: new URL('/odd', url).href,
            fields: [
              ['u', user],
              ['p', '{password}'],
              ['for', purpose],
            ],
          }
        : undefined,
    )
    expect(await authorize()).toMatchObject({ at: 'redirect_uri', answered: ['sign_in'] })
    expect(got).toEqual(['u=alice&p=correct+horse+battery&for=approve'])
  })
})

describe('what only a disturbed browser does', () => {
  it('leaves every page unanswered where it only visits', async () => {
    const { browser, recorder } = open([await serve(sound())])
    const origin = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`)[0]!
    const landing = await browser.visit(recorder, { method: 'GET', url: `${origin}/authorize`, headers: [], query: [], body: [] })
    expect([landing.at, landing.answered]).toEqual(['sign_in', undefined])
  })

  it('goes through another flow while a page waits, in the same session', async () => {
    const { authorize } = open([await serve(sound())])
    const states: (string | undefined)[] = []
    const stateOf = async (flow: ReturnType<typeof authorize>) => (await flow).params.find(([name]) => name === 'state')?.[1]
    const meanwhile = async () => states.push(await stateOf(authorize({}, { query: [['state', 'second']] })))
    states.push(await stateOf(authorize({ interfere: { page: 'consent', meanwhile } }, { query: [['state', 'first']] })))
    expect(states).toEqual(['second', 'second'])
  })

  it('sends a form as a page of another site makes it, without the cookies that stay behind, and answers nothing after it', async () => {
    const sent: Request[] = []
    const site = sound()
    const { authorize } = open([
      await serve((request) =>
        request.path === '/consent' && request.method === 'POST' ? noted(sent, request, site(request)) : site(request),
      ),
    ])
    const landing = await authorize({ interfere: { page: 'consent', foreign: true } })
    expect(sent.map(({ headers }) => [headers.origin, headers['sec-fetch-site'], headers.cookie])).toEqual([
      ['https://attacker.example', 'cross-site', undefined],
    ])
    expect(landing.at).toBe('error_page')
  })
})
