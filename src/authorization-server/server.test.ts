import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, expect, describe as group, test } from 'vitest'
import type { AuthorizationServer, Policy } from './index.ts'
import { defaultClients, describe, startAuthorizationServer } from './index.ts'
import { ask, authorizationUrl, authorize, Browser, codeFor, fieldsOf, form, post, resourceWith, verifier } from './test-browser.ts'

const { client, second_client, post_client, public_client } = defaultClients
let server: AuthorizationServer
const token = (who: Parameters<typeof post>[1], fields: Parameters<typeof post>[2]) => post(server.endpoints.token_endpoint, who, fields)
const active = async (value: unknown) =>
  (await post(server.endpoints.introspection_endpoint, client, { token: String(value) })).json['active']

for (const policy of ['classic', 'bcp', 'oauth21'] satisfies Policy[]) {
  group(policy, () => {
    beforeAll(async () => {
      server = await startAuthorizationServer({ policy })
    })
    afterAll(() => server.close())

    for (const [role, who] of Object.entries({ client, second_client, post_client, public_client })) {
      test(`${role} gets tokens, uses, refreshes and revokes them`, async () => {
        const landing = await authorize(server, authorizationUrl(server, who))
        expect([landing.status, landing.location?.startsWith(`${who.redirect_uris[0]}?code=`)]).toEqual([303, true])
        expect([landing.parameters.get('state'), landing.parameters.get('iss')]).toEqual(['s t+a%te', server.issuer])

        const request = await codeFor(server, who)
        const { status, headers, json } = await token(who, request)
        expect([status, headers.get('cache-control'), headers.get('content-type')]).toEqual([200, 'no-store', 'application/json'])
        expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'read write' })
        expect((await resourceWith(server, json['access_token'])).json).toEqual({
          sub: 'alice',
          client_id: who.client_id,
          scope: 'read write',
        })

        const refreshed = await token(who, { grant_type: 'refresh_token', refresh_token: String(json['refresh_token']), scope: 'read' })
        expect([refreshed.status, refreshed.json['scope']]).toEqual([200, 'read'])
        expect('refresh_token' in refreshed.json).toBe(who === public_client)
        expect(await active(refreshed.json['access_token'])).toBe(true)
        expect((await resourceWith(server, refreshed.json['access_token'], { method: 'POST' })).status).toBe(403)

        const latest = String(refreshed.json['refresh_token'] ?? json['refresh_token'])
        expect((await post(server.endpoints.revocation_endpoint, who, { token: latest })).status).toBe(200)
        expect([await active(latest), await active(json['access_token']), await active(refreshed.json['access_token'])]).toEqual([
          false,
          false,
          false,
        ])
      })
    }

    test('access tokens are signed by the published key', async () => {
      const { json } = await token(client, await codeFor(server, client))
      const keys = createLocalJWKSet((await ask(server.endpoints.jwks_uri)).json as never)
      const { payload } = await jwtVerify(String(json['access_token']), keys, {
        typ: 'at+jwt',
        issuer: server.issuer,
        audience: server.endpoints.resource,
      })
      expect(payload).toMatchObject({ sub: 'alice', client_id: 'client', scope: 'read write' })
      expect(payload.exp! - payload.iat!).toBe(600)
    })

    test('code_challenge is required of whom the policy says', async () => {
      const without = { code_challenge: undefined, code_challenge_method: undefined }
      const outcome = async (who: typeof client | typeof public_client) => {
        const { parameters } = await authorize(server, authorizationUrl(server, who, without))
        return parameters.get('error') ?? 'code'
      }
      expect([await outcome(public_client), await outcome(client)]).toEqual(
        { classic: ['code', 'code'], bcp: ['invalid_request', 'code'], oauth21: ['invalid_request', 'invalid_request'] }[policy],
      )
    })

    test('plain is for classic only', async () => {
      const landing = await authorize(
        server,
        authorizationUrl(server, client, { code_challenge: verifier, code_challenge_method: undefined }),
      )
      expect(landing.parameters.has('code')).toBe(policy === 'classic')
    })

    test('a redirect_uri that was sent comes again where the policy says, and the same one everywhere', async () => {
      const missing = await token(client, { ...(await codeFor(server, client)), redirect_uri: undefined })
      const other = await token(client, { ...(await codeFor(server, client)), redirect_uri: client.redirect_uris[1] })
      expect([missing.status, other.json['error']]).toEqual([policy === 'oauth21' ? 200 : 400, 'invalid_grant'])
    })

    test('errors are redirected without sign-in in classic only', async () => {
      const url = authorizationUrl(server, client, { response_type: 'token' })
      expect((await ask(url)).status).toBe(policy === 'classic' ? 303 : 200)
      const { parameters } = await authorize(server, url)
      expect([parameters.get('error'), parameters.get('state'), parameters.get('iss')]).toEqual([
        'unsupported_response_type',
        's t+a%te',
        server.issuer,
      ])
    })
  })
}

group('what is refused', () => {
  beforeAll(async () => {
    server = await startAuthorizationServer()
  })
  afterAll(() => server.close())

  const refusal = async (who: Parameters<typeof post>[1], fields: Parameters<typeof post>[2]) => {
    const { status, json } = await token(who, fields)
    return `${status} ${json['error']}`
  }

  test.each([
    ['another URI', { redirect_uri: 'https://client.example/callback/x' }],
    ['no URI of several', { redirect_uri: undefined }],
    ['two URIs', { redirect_uri: [client.redirect_uris[0], client.redirect_uris[0]] }],
    ['an unknown client', { client_id: 'nobody' }],
    ['another response_mode', { response_mode: 'query.jwt' }],
  ])('%s: a page, never a redirect', async (_, change) => {
    const { status, location, headers } = await authorize(server, authorizationUrl(server, client, change))
    expect([status, location, headers.get('content-type')]).toEqual([400, undefined, 'text/html; charset=utf-8'])
  })

  test('a response in the fragment or in a posted form, where one asks for it', async () => {
    const { location } = await authorize(server, authorizationUrl(server, client, { response_mode: 'fragment' }))
    expect(location).toMatch(/^https:\/\/client\.example\/callback#code=[^&]+&state=s\+t%2Ba%25te&iss=/)
    const state = '"><script>alert(1)</script>'
    const page = await authorize(server, authorizationUrl(server, client, { response_mode: 'form_post', state }))
    expect([page.status, page.location, page.headers.get('cache-control')]).toEqual([200, undefined, 'no-store'])
    expect(page.text).toContain('<form method="post" action="https://client.example/callback">')
    expect(Object.keys(fieldsOf(page))).toEqual(['code', 'state', 'iss'])
    expect(page.text.match(/<script>[^<]*<\/script>/g)).toEqual(['<script>document.forms[0].submit()</script>'])
  })

  test('a response by message, for the origin of the redirection URI alone', async () => {
    const state = '</script><script>alert(1)</script>'
    const page = await authorize(server, authorizationUrl(server, client, { response_mode: 'web_message', state }))
    expect([page.status, page.location, page.headers.get('cache-control')]).toEqual([200, undefined, 'no-store'])
    const [script, ...others] = page.text.match(/<script>[^<]*<\/script>/g) ?? []
    const [, message, origin] = /^<script>opener\?\.postMessage\((\{.*\}), ("[^"]*")\)<\/script>$/.exec(script!) ?? []
    expect([JSON.parse(origin!), others]).toEqual(['https://client.example', []])
    expect(JSON.parse(message!)).toEqual({
      type: 'authorization_response',
      response: { code: expect.any(String), state, iss: server.issuer },
    })
  })

  test('no response by message for an app, which has no origin', async () => {
    const asked = async (response_mode: string) =>
      (await authorize(server, authorizationUrl(server, public_client, { response_mode, redirect_uri: 'com.example.app:/callback' })))
        .status
    expect([await asked('query'), await asked('web_message')]).toEqual([303, 400])
  })

  test.each([
    ['invalid_request', { response_type: undefined }],
    ['unsupported_response_type', { response_type: 'code token' }],
    ['invalid_scope', { scope: 'read  write' }],
    ['invalid_scope', { scope: 'admin' }],
    ['invalid_scope', { scope: 'READ' }],
    ['invalid_request', { scope: ['read', 'write'] }],
    ['invalid_request', { code_challenge: 'short' }],
    ['invalid_request', { code_challenge_method: 's256' }],
  ])('%s: told to the client', async (error, change) => {
    const { parameters } = await authorize(server, authorizationUrl(server, client, change))
    expect([parameters.get('error'), parameters.get('state'), parameters.has('code')]).toEqual([error, 's t+a%te', false])
  })

  test('a denial, and a consent to nothing', async () => {
    const url = authorizationUrl(server, client)
    expect((await authorize(server, url, { decision: 'deny' })).parameters.get('error')).toBe('access_denied')
    expect((await authorize(server, url, { scope: [] })).parameters.get('error')).toBe('access_denied')
  })

  test('consent narrows, and the form cannot widen', async () => {
    const { json } = await token(client, await codeFor(server, client, { scope: 'read' }, { scope: ['read', 'write', 'admin'] }))
    expect(json['scope']).toBe('read')
    expect((await token(client, await codeFor(server, client, {}, { scope: ['write'] }))).json['scope']).toBe('write')
  })

  test('forms of other browsers, without their token, of the wrong page, and twice', async () => {
    const [mine, other] = [new Browser(), new Browser()]
    const page = await mine.go(authorizationUrl(server, client))
    await other.go(authorizationUrl(server, client))
    const alice = { username: 'alice', password: server.users['alice']!.password }
    expect((await other.go(`${server.issuer}/sign-in`, { ...fieldsOf(page), ...alice })).status).toBe(400)
    expect((await mine.go(`${server.issuer}/sign-in`, { ...fieldsOf(page), csrf: 'x', ...alice })).status).toBe(403)
    expect((await mine.go(`${server.issuer}/consent`, { ...fieldsOf(page), decision: 'allow' })).status).toBe(400)
    const before = mine.cookie
    const consent = await mine.go(`${server.issuer}/sign-in`, { ...fieldsOf(page), ...alice })
    expect(mine.cookie).not.toBe(before)
    const allowing = { ...fieldsOf(consent), decision: 'allow' }
    expect((await mine.go(`${server.issuer}/consent`, allowing)).status).toBe(303)
    expect((await mine.go(`${server.issuer}/consent`, allowing)).status).toBe(400)
  })

  test('a wrong password', async () => {
    const browser = new Browser()
    const page = await browser.go(authorizationUrl(server, client))
    const again = await browser.go(`${server.issuer}/sign-in`, {
      ...fieldsOf(page),
      username: 'alice',
      password: 'worthless-password-of-bob',
    })
    expect([again.status, again.text.includes('role="alert"')]).toEqual([200, true])
  })

  test('a used code, which costs its first user the tokens', async () => {
    const request = await codeFor(server, client)
    const { json } = await token(client, request)
    expect(await refusal(client, { ...request, code_verifier: `${verifier}x` })).toBe('400 invalid_grant')
    expect(await active(json['access_token'])).toBe(true)
    expect(await refusal(client, request)).toBe('400 invalid_grant')
    expect([await active(json['access_token']), await active(json['refresh_token'])]).toEqual([false, false])
  })

  test('all but one of ten redemptions at once', async () => {
    const request = await codeFor(server, client)
    const answers = await Promise.all(Array.from({ length: 10 }, () => token(client, request)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('codes of others, old codes, and codes without their verifier', async () => {
    expect(await refusal(second_client, await codeFor(server, client))).toBe('400 invalid_grant')
    expect(await refusal(public_client, await codeFor(server, client))).toBe('400 invalid_grant')
    expect(await refusal(client, { ...(await codeFor(server, client)), code_verifier: undefined })).toBe('400 invalid_grant')
    const unbound = { code_challenge: undefined, code_challenge_method: undefined }
    expect(await refusal(client, await codeFor(server, client, unbound))).toBe('400 invalid_request')
    const old = await codeFor(server, client)
    server.clock.advance(60)
    expect(await refusal(client, old)).toBe('400 invalid_grant')
  })

  test('a reused refresh token of a public client, which costs the family', async () => {
    const { json } = await token(public_client, await codeFor(server, public_client))
    const first = { grant_type: 'refresh_token', refresh_token: String(json['refresh_token']) }
    const next = await token(public_client, first)
    expect(await refusal(public_client, first)).toBe('400 invalid_grant')
    expect(await refusal(public_client, { ...first, refresh_token: String(next.json['refresh_token']) })).toBe('400 invalid_grant')
    expect([await active(json['access_token']), await active(next.json['access_token'])]).toEqual([false, false])
  })

  test('all but one of ten refreshes at once', async () => {
    const { json } = await token(public_client, await codeFor(server, public_client))
    const request = { grant_type: 'refresh_token', refresh_token: String(json['refresh_token']) }
    const answers = await Promise.all(Array.from({ length: 10 }, () => token(public_client, request)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('more scope at refresh, and refresh tokens of others', async () => {
    const { json } = await token(client, await codeFor(server, client, { scope: 'read' }))
    const request = { grant_type: 'refresh_token', refresh_token: String(json['refresh_token']) }
    expect(await refusal(client, { ...request, scope: 'read write' })).toBe('400 invalid_scope')
    expect(await refusal(post_client, request)).toBe('400 invalid_grant')
    expect(await refusal(client, request)).toBe('200 undefined')
  })

  test.each([
    ['400 unsupported_grant_type', { grant_type: 'password' }],
    ['400 invalid_request', { grant_type: undefined }],
    ['400 invalid_request', { code: ['a', 'a'] }],
    ['400 invalid_request', { code: '' }],
    ['400 invalid_request', { client_id: 'post_client' }],
    ['400 invalid_request', { client_secret: client.client_secret }],
  ])('%s for %j', async (expected, change) => {
    expect(await refusal(client, { ...(await codeFor(server, client)), ...change })).toBe(expected)
  })

  test.each([
    ['a wrong secret', { ...client, client_secret: 'worthless-secret-of-clienT' }],
    ['no secret', { ...client, client_secret: '' }],
    ['another method', { ...client, token_endpoint_auth_method: 'client_secret_post' as const }],
    ['no authentication', { client_id: 'client', redirect_uris: [], token_endpoint_auth_method: 'none' as const }],
    ['an unknown client', { ...client, client_id: 'nobody' }],
  ])('%s: 401 and a challenge', async (_, who) => {
    const { status, headers, json } = await token(who, await codeFor(server, client))
    expect([status, headers.get('www-authenticate'), json['error']]).toEqual([401, 'Basic realm="clients"', 'invalid_client'])
  })

  test.each(['Basic', 'Basic !!!', 'Basic Y2xpZW50', 'Basic JTox', 'Bearer x', ''])('Authorization: %s', async (authorization) => {
    const { status, json } = await ask(server.endpoints.token_endpoint, {
      method: 'POST',
      headers: { authorization },
      body: form(await codeFor(server, client)),
    })
    expect([status, json['error']]).toEqual([401, 'invalid_client'])
  })

  test('parameters in the query, JSON, GET, large and broken bodies', async () => {
    const request = form(await codeFor(server, public_client))
    request.set('client_id', 'public_client')
    const url = server.endpoints.token_endpoint
    const status = async (init: RequestInit, at = url) => (await ask(at, init)).status
    expect(await status({ method: 'POST' }, `${url}?${request}`)).toBe(400)
    expect(await status({}, `${url}?${request}`)).toBe(405)
    expect(
      await status({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(Object.fromEntries(request)) }),
    ).toBe(400)
    expect(await status({ method: 'POST', body: new URLSearchParams({ code: 'x'.repeat(70_000) }) })).toBe(413)
    const headers = { 'content-type': 'Application/X-WWW-Form-Urlencoded; charset=UTF-8' }
    expect(await status({ method: 'POST', headers, body: 'code=%ff' })).toBe(400)
    expect(await status({ method: 'POST', headers, body: request.toString() })).toBe(200)
  })

  test('introspection by strangers and revocation by others', async () => {
    const { json } = await token(post_client, await codeFor(server, post_client))
    const value = String(json['access_token'])
    expect((await post(server.endpoints.introspection_endpoint, public_client, { token: value })).status).toBe(401)
    expect((await post(server.endpoints.introspection_endpoint, second_client, { token: value })).json).toEqual({ active: false })
    expect((await post(server.endpoints.revocation_endpoint, client, { token: value })).json['error']).toBe('invalid_grant')
    expect((await post(server.endpoints.introspection_endpoint, post_client, { token: value })).json['active']).toBe(true)
    expect((await post(server.endpoints.revocation_endpoint, client, { token: 'unknown' })).status).toBe(200)
  })

  test('the resource without, with wrong, foreign-kind, expired and misplaced tokens', async () => {
    const { json } = await token(client, await codeFor(server, client))
    const challenge = async (value: unknown) => (await resourceWith(server, value)).headers.get('www-authenticate')
    expect((await ask(server.endpoints.resource)).headers.get('www-authenticate')).toBe('Bearer realm="resource"')
    expect(await challenge('x')).toBe('Bearer realm="resource", error="invalid_token"')
    expect(await challenge(json['refresh_token'])).toBe('Bearer realm="resource", error="invalid_token"')
    expect((await ask(`${server.endpoints.resource}?access_token=${json['access_token']}`)).status).toBe(401)
    server.clock.advance(600)
    expect(await challenge(json['access_token'])).toBe('Bearer realm="resource", error="invalid_token"')
  })
})

group('what tests need', () => {
  afterEach(() => server.close())

  test('faults are switched at run time, and for one request', async () => {
    server = await startAuthorizationServer({ faults: ['omits-iss'] })
    const iss = async () => (await authorize(server, authorizationUrl(server, client))).parameters.has('iss')
    expect(await iss()).toBe(false)
    server.setFaults()
    expect([server.faults, await iss()]).toEqual([[], true])
    server.faultNextRequest('omits-iss')
    expect([await iss(), await iss()]).toEqual([false, true])
    expect(() => server.setFaults('no-such-fault' as never)).toThrow('no fault is called "no-such-fault"')
  })

  test('the journal shows requests and no secrets', async () => {
    server = await startAuthorizationServer()
    await token(post_client, await codeFor(server, post_client))
    const text = JSON.stringify(server.journal.entries)
    expect(server.journal.entries.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
      'GET /authorize 200',
      'POST /sign-in 200',
      'POST /consent 303',
      'POST /token 200',
    ])
    expect(text).toContain('["grant_type","authorization_code"]')
    expect(text).not.toMatch(/worthless/)
    server.journal.clear()
    expect(server.journal.entries).toEqual([])
  })

  test('reached steps are noted and taken', async () => {
    server = await startAuthorizationServer()
    await ask(authorizationUrl(server, client, { client_id: 'nobody' }))
    const steps = ['checkMethod', 'readParameters', 'findSession', 'authorize'].map((step) => `authorizationEndpoint.${step}`)
    expect([...server.takeReached()]).toEqual([...steps, 'authorization.findClient'])
    expect(server.reached.size).toBe(0)
  })

  test('the clock can be set, and dates the answers', async () => {
    server = await startAuthorizationServer({ now: Date.UTC(2030, 0, 1), issuer: 'https://as.example' })
    expect((await ask(server.origin)).headers.get('date')).toBe('Tue, 01 Jan 2030 00:00:00 GMT')
  })

  test('a description shows worthless credentials alone', async () => {
    server = await startAuthorizationServer({ clients: { own: { ...client, client_secret: 'precious' } }, faults: ['drops-state'] })
    const text = describe(server)
    expect(text).toContain(server.issuer)
    expect(text).toContain('drops-state: Never returns state.')
    expect(text).toContain(server.users['alice']!.password)
    expect(text).not.toContain('precious')
    expect(text).toContain(`not allowed  ${server.scopes.notAllowed}\n`)
  })

  test('impossible clients and issuers are refused by name', async () => {
    server = await startAuthorizationServer()
    const refused = (redirect: string) => startAuthorizationServer({ clients: { own: { ...client, redirect_uris: [redirect] } } })
    for (const uri of [
      '/callback',
      'https://c.example/#x',
      'http://c.example/',
      'javascript:alert(1)',
      'https://c.example/?code=1',
      'https://c.example/é',
    ]) {
      await expect(refused(uri)).rejects.toThrow('client "client": redirect_uris')
    }
    await expect(startAuthorizationServer({ issuer: 'https://as.example/' })).rejects.toThrow('issuer "https://as.example/"')
  })
})
