import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Exchange, Headers } from '../http/exchange.ts'
import { type Delivering, delivered } from './delivered.ts'

const client = 'https://client.example/cb'
const about: Delivering = { redirectUri: client, registered: [client], origins: ['https://as.example'] }

const exchange = (status: number, headers: Headers, body = ''): Exchange => ({
  n: 1,
  channel: 'front',
  sentAt: 0,
  ms: 0,
  request: { method: 'GET', url: 'https://as.example/authorize?state=s', headers: [] },
  response: { status, headers, body },
})
const to = (location: string, status = 302) => exchange(status, [['Location', location]])
const html = (body: string, status = 200) => exchange(status, [['Content-Type', 'text/html']], body)
const found = (location: string, more: Partial<Delivering> = {}) => delivered(to(location), { ...about, ...more })

describe('Location', () => {
  it('reads the response at the registered URI', () => {
    expect(found(`${client}?code=‹code:1›&state=a%20b&state=c+d`)).toEqual({
      at: 'redirect_uri',
      redirect_uri: client,
      url: `${client}?code=‹code:1›&state=a%20b&state=c+d`,
      via: 'location',
      by: 'query',
      params: [
        ['code', '‹code:1›'],
        ['state', 'a b'],
        ['state', 'c d'],
      ],
      code: '‹code:1›',
    })
  })

  it('knows a registered URI without a path by its written-out slash, and says which of several it is', () => {
    const bare = { ...about, registered: ['http://localhost:3000', 'https://app.example/cb?tenant=b', 'https://app.example/cb'] }
    const at = (url: string) => delivered(to(url, 302), { ...bare, redirectUri: undefined })
    expect(at('http://localhost:3000/?code=x')).toMatchObject({ at: 'redirect_uri', redirect_uri: 'http://localhost:3000' })
    expect(at('https://app.example/cb?code=x&state=y&tenant=b')).toMatchObject({ redirect_uri: 'https://app.example/cb?tenant=b' })
    expect(at('https://app.example/cb?code=x')).toMatchObject({ redirect_uri: 'https://app.example/cb' })
    expect(at('http://localhost:3000/x?code=x')).toMatchObject({ at: 'elsewhere' })
  })

  it('counts in every 3xx that browsers follow and nowhere else', () => {
    const statuses = [300, 301, 302, 303, 307, 308, 200, 201, 304, 400, 401, 500]
    expect(statuses.filter((status) => delivered(to(`${client}?code=x`, status), about))).toEqual([300, 301, 302, 303, 307, 308])
  })

  it('reads a fragment, and leaves an empty one aside', () => {
    expect(found(`${client}#access_token=‹access_token:1›&state=s`)).toMatchObject({
      by: 'fragment',
      params: [
        ['access_token', '‹access_token:1›'],
        ['state', 's'],
      ],
    })
    expect(found(`${client}?code=x#_=_`)).toMatchObject({ by: 'query', code: 'x', params: [['code', 'x']] })
  })

  it('leaves the query of the URI itself out of the response', () => {
    const redirectUri = `${client}?tenant=1`
    const registered = [redirectUri]
    for (const location of [`${redirectUri}&code=x`, `${client}?code=x&tenant=1`]) {
      expect(found(location, { redirectUri, registered })).toMatchObject({ at: 'redirect_uri', params: [['code', 'x']] })
    }
  })

  it('takes any registered URI, whichever was asked for', () => {
    const registered = [client, 'com.example.app:/cb']
    expect(found('com.example.app:/cb?error=access_denied', { registered })).toMatchObject({
      at: 'redirect_uri',
      params: [['error', 'access_denied']],
    })
    expect(found(`${client}?code=x`, { redirectUri: undefined })).toMatchObject({ at: 'redirect_uri' })
    expect(found(`${client}?code=x`, { redirectUri: 'https://evil.example/cb' })).toMatchObject({ at: 'redirect_uri' })
  })

  it.each([
    'https://evil.example/cb',
    'https://client.example.evil.example/cb',
    'https://client.example/cb/more',
    'https://client.example/cbx',
    'https://CLIENT.example/cb',
    'https://client.example:443/cb',
    'https://client.example/x/../cb',
    'https://client.example/%63b',
    'https://client.example@evil.example/cb',
    'http://client.example/cb',
    'javascript:alert(1)//',
    'data:text/html,x',
  ])('sees what asked for %s and got it as elsewhere', (redirectUri) => {
    expect(found(`${redirectUri}?code=x`, { redirectUri })).toMatchObject({ at: 'elsewhere', url: `${redirectUri}?code=x`, code: 'x' })
    expect(found(redirectUri, { redirectUri })).toMatchObject({ at: 'elsewhere', params: [] })
  })

  it('sees more query or a fragment that was asked for as elsewhere', () => {
    expect(found(`${client}?a=1&code=x`, { redirectUri: `${client}?a=1` })).toMatchObject({ at: 'elsewhere', params: [['code', 'x']] })
    expect(found(`${client}#a?code=x`, { redirectUri: `${client}#a` })).toMatchObject({ at: 'elsewhere', code: 'x' })
    expect(found(`${client}?code=x#a`, { redirectUri: `${client}#a` })).toMatchObject({ at: 'elsewhere', code: 'x' })
    expect(found(`${client}?code=x`, { redirectUri: `${client}?a=1` })).toMatchObject({ at: 'redirect_uri' })
  })

  it('keeps a URI that the server wrote anew', () => {
    expect(found('https://client.example/b?code=x', { redirectUri: 'https://client.example/a/../b' })).toMatchObject({
      at: 'elsewhere',
      url: 'https://client.example/b?code=x',
    })
  })

  it('resolves what is relative', () => {
    expect(found('//evil.example/x')).toMatchObject({ at: 'elsewhere', url: 'https://evil.example/x' })
    expect(found('/\\evil.example/x')).toMatchObject({ at: 'elsewhere', url: 'https://evil.example/x' })
    expect(found('/login?state=s')).toBeUndefined()
    expect(found('')).toBeUndefined()
  })

  it('takes any port of a loopback address, and of no other host', () => {
    const loopback = { redirectUri: undefined, registered: ['http://127.0.0.1/cb', 'http://[::1]:1/cb', 'http://localhost/cb'] }
    expect(found('http://127.0.0.1:5123/cb?code=x', loopback)).toMatchObject({ at: 'redirect_uri' })
    expect(found('http://[::1]:5123/cb?code=x', loopback)).toMatchObject({ at: 'redirect_uri' })
    expect(found('http://127.0.0.1:5123/cbx?code=x', loopback)).toMatchObject({ at: 'elsewhere' })
    expect(found('http://127.0.0.1:80@evil.example/cb?code=x', loopback)).toMatchObject({ at: 'elsewhere' })
    expect(found('http://localhost:5123/cb?code=x', loopback)).toMatchObject({ at: 'elsewhere' })
    expect(
      found('http://127.0.0.1:5123/cb?code=x', { redirectUri: 'http://127.0.0.1:5123/cb', registered: loopback.registered }),
    ).toMatchObject({ at: 'redirect_uri' })
    const two = { redirectUri: undefined, registered: ['http://127.0.0.1:3000/cb', 'http://127.0.0.1:8080/cb'] }
    expect(found('http://127.0.0.1:8080/cb?code=x', two)).toMatchObject({ redirect_uri: 'http://127.0.0.1:8080/cb' })
    expect(found('http://127.0.0.1:5123/cb?code=x', two)).toMatchObject({ redirect_uri: 'http://127.0.0.1:3000/cb' })
  })

  it('takes response parameters to see a delivery on the own origins', () => {
    const own = { redirectUri: 'https://as.example/app/cb', registered: ['https://as.example/app/cb'] }
    expect(found('https://as.example/app/cb?code=x', own)).toMatchObject({ at: 'redirect_uri' })
    expect(found('/app/cb?error=access_denied', own)).toMatchObject({ at: 'redirect_uri' })
    expect(found('/app/cb?page=1', own)).toBeUndefined()
    expect(found('/app/other?code=x', own)).toBeUndefined()
    expect(found('/evil?code=x', { redirectUri: 'https://as.example/evil' })).toMatchObject({ at: 'elsewhere' })
    expect(found('/evil?state=x', { redirectUri: 'https://as.example/app/../evil' })).toMatchObject({ at: 'elsewhere' })
    expect(found('/authorize?client_id=a&state=x', { redirectUri: 'https://as.example/authorize' })).toBeUndefined()
  })

  it('keeps marks that stand in a host', () => {
    expect(found('https://‹state:1›.evil.example/?code=x')).toMatchObject({
      at: 'elsewhere',
      url: 'https://‹state:1›.evil.example/?code=x',
    })
  })
})

describe('other ways', () => {
  const fields = '<input type=hidden name=code value="‹code:1›"><input type=hidden name=state value=s>'
  it.each([
    ['refresh', exchange(200, [['Refresh', `0; url=${client}?code=x`]])],
    ['refresh', html(`<meta http-equiv="refresh" content="1;URL='${client}?code=x'">`)],
    ['script', html(`<script>window.location = "${client}?code=x";</script>`)],
    ['script', html(`<body onload="location.assign('${client}?code=x')">`)],
    ['script', html(`<a id=go href="${client}?code=x">go</a><script>document.getElementById('go').click()</script>`)],
    ['form', html(`<form method=post action="${client}">${fields}</form><script>document.forms[0].submit()</script>`)],
    ['form', html(`<form action="${client}">${fields}</form><script>document.forms[0].submit()</script>`)],
    ['form', html(`<form method=post action="${client}">${fields}<button>Continue</button></form>`)],
    ['frame', html(`<iframe src="${client}?code=x"></iframe>`)],
  ])('%s', (via, answer) => {
    expect(delivered(answer, about)).toMatchObject({ at: 'redirect_uri', via })
    expect(delivered(answer, about)?.code).toBeDefined()
  })

  it('reads what a form posts', () => {
    expect(
      delivered(html(`<body onload="document.f.submit()"><form name=f method=post action="${client}">${fields}</form>`), about),
    ).toEqual({
      at: 'redirect_uri',
      redirect_uri: client,
      url: client,
      via: 'form',
      by: 'form_post',
      params: [
        ['code', '‹code:1›'],
        ['state', 's'],
      ],
      code: '‹code:1›',
    })
  })

  it.each([
    ['a text', html(`<p>${client}?code=x is not registered</p>`)],
    ['a link', html(`<a href="${client}?error=x">Back to the application</a>`)],
    [
      'a script that waits for a click',
      html(`<script>function back(){ location.href = "${client}?error=access_denied" }</script><button onclick="back()">x</button>`),
    ],
    ['a condition', html(`<script>if (top !== self) { top.location = "${client}?code=x" }</script>`)],
    ['a comment', html(`<!-- <script>location="${client}?code=x"</script> --><script>// location="${client}?code=x"\n</script>`)],
    ['a string', html(`<script>var help = 'location="${client}?code=x"';</script>`)],
    [
      'a hidden field',
      html(
        `<form method=post action=/login><input type=hidden name=redirect_uri value="${client}"><input name=u><input type=password name=p></form>`,
      ),
    ],
    ['a frame without a response', html(`<iframe src="https://captcha.example/"></iframe>`)],
    ['a far refresh', html(`<meta http-equiv=refresh content="900;url=${client}?error=timeout">`)],
    ['JSON', exchange(200, [['Content-Type', 'application/json']], `<script>location="${client}?code=x"</script>`)],
    ['a query', to(`/login?redirect_uri=${encodeURIComponent(client)}&state=s&code=x`)],
    ['a raw query', to(`/login?next=${client}?code=x`)],
  ])('is none: %s', (_, answer) => expect(delivered(answer, about)).toBeUndefined())
})

describe('whatever a server sends', () => {
  const nasty = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.constantFrom('https://[', '//', 'http:', '\\\\x', '?', '#', '‹code:1›', 'javascript:0'),
  )

  it('never throws', () => {
    fc.assert(
      fc.property(nasty, nasty, fc.integer({ min: 100, max: 599 }), fc.string(), (location, redirectUri, status, body) => {
        const headers: Headers = [
          ['location', location],
          ['refresh', `0;${location}`],
        ]
        delivered(exchange(status, headers, `<script>${body}</script><meta http-equiv=refresh content="0;url=${location}">`), {
          ...about,
          redirectUri,
        })
      }),
    )
  })

  it('takes no mention for a delivery', () => {
    const path = fc.webPath().map((text) => `/as${text}`)
    fc.assert(
      fc.property(path, fc.constantFrom('redirect_uri', 'next', 'x', 'callback'), fc.boolean(), (place, name, raw) => {
        const mention = `${client}?code=x&state=y`
        expect(found(`${place}?${name}=${raw ? mention : encodeURIComponent(mention)}`)).toBeUndefined()
        expect(delivered(html(`<p title="${place}">${mention}</p><a href="${mention}">${name}</a>`), about)).toBeUndefined()
      }),
    )
  })

  it('finds every appended parameter, in order', () => {
    const pair = fc.tuple(fc.constantFrom('code', 'state', 'iss', 'error', 'x'), fc.string({ minLength: 1 }))
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1 }), (params) => {
        expect(found(`${client}?${new URLSearchParams(params)}`)?.params).toEqual(
          params.map(([name, value]) => [name, value.toWellFormed()]),
        )
      }),
    )
  })
})
