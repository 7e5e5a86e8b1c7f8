import { request } from 'node:https'
import { afterEach, describe, expect, test } from 'vitest'
import { type Persona, type PersonaOptions, startPersona } from './persona.ts'
import { worthlessCertificate } from './worthless-certificate.ts'
import { type Wso2Name, wso2Names } from './wso2.ts'

let persona: Persona
afterEach(() => persona.close())

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  location: URL | undefined
  body: string
}

/** One request with a trusted certificate, whose redirect nobody follows. */
function send(url: string | URL, fields?: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
  const form = fields && { 'content-type': 'application/x-www-form-urlencoded' }
  return new Promise((resolve, reject) => {
    const options = {
      ca: worthlessCertificate.cert,
      method: fields ? 'POST' : 'GET',
      headers: { ...form, ...headers },
      agent: false as const,
    }
    const sent = request(url, options, async (response) => {
      const body = (await response.toArray()).join('')
      const { statusCode = 0, headers: got } = response
      resolve({ status: statusCode, headers: got, location: got.location ? new URL(got.location) : undefined, body })
    })
    sent.on('error', reject)
    sent.end(fields && new URLSearchParams(fields).toString())
  })
}

const start = async (name: Wso2Name, options?: PersonaOptions) => {
  persona = await startPersona(name, options)
}
const keyManager = (path: string) => new URL(path, persona.issuer)
const application = () => persona.clients['client']!
const basic = (id: string, secret: string) => ({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` })

function authorize(changes: Record<string, string | undefined> = {}): Promise<Answer> {
  const { client_id, redirect_uris } = application()
  const asked = { response_type: 'code', client_id, redirect_uri: redirect_uris[0], scope: 'PRODUCTION', state: 'xyz', ...changes }
  const sent = Object.entries(asked).filter((one): one is [string, string] => one[1] !== undefined)
  return send(`${persona.endpoints.authorization_endpoint}?${new URLSearchParams(sent)}`)
}

const cookieOf = ({ headers }: Answer): string => (headers['set-cookie'] ?? []).toString().split(';')[0]!

/** Signs in and consents the way WSO2's own tests do, without looking at a page. */
async function code(changes: Record<string, string | undefined> = {}): Promise<string> {
  const asked = await authorize(changes)
  const sessionDataKey = asked.location!.searchParams.get('sessionDataKey')!
  const { username, password } = persona.users['alice']!
  const signedIn = await send(keyManager('/commonauth'), { username, password, sessionDataKey }, { cookie: cookieOf(asked) })
  const cookie = cookieOf(signedIn)
  const resumed = await send(signedIn.location!, undefined, { cookie })
  const sessionDataKeyConsent = resumed.location!.searchParams.get('sessionDataKeyConsent')
  if (!sessionDataKeyConsent) return resumed.location!.searchParams.get('code')!
  const consented = await send(keyManager('/oauth2/authorize'), { consent: 'approve', sessionDataKeyConsent }, { cookie })
  return consented.location!.searchParams.get('code')!
}

async function token(fields: Record<string, string>, client = application()): Promise<Answer & { json: Record<string, unknown> }> {
  const answer = await send(persona.endpoints.token_endpoint, fields, basic(client.client_id, client.client_secret!))
  return { ...answer, json: JSON.parse(answer.body) }
}

const redeem = (value: string, more: Record<string, string> = {}) =>
  token({ grant_type: 'authorization_code', code: value, redirect_uri: application().redirect_uris[0]!, ...more })

describe('what tests of WSO2 hold of every version', () => {
  test.each(wso2Names)('%s issues a token for PRODUCTION, once for each code', async (name) => {
    await start(name)
    const value = await code()
    const first = await redeem(value)
    expect(first).toMatchObject({ status: 200, json: { scope: 'PRODUCTION', token_type: 'Bearer' } })
    expect(await redeem(value)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
    const next = await redeem(await code())
    expect(next.status).toBe(200)
    expect(next.json['access_token']).not.toBe(first.json['access_token'])
  })

  test.each(wso2Names)('%s shows its own error page for a callback that is missing or not registered', async (name) => {
    await start(name)
    const errors = [{ redirect_uri: undefined }, { redirect_uri: 'https://elsewhere.example/' }, { client_id: 'nobody' }].map(authorize)
    const shown = (await Promise.all(errors)).map(({ location }) => [location!.pathname, location!.searchParams.get('oauthErrorCode')])
    const page = '/authenticationendpoint/oauth2_error.do'
    expect(shown).toEqual(['invalid_request', 'invalid_callback', 'invalid_client'].map((error) => [page, error]))
  })

  test.each(wso2Names)('%s ends a code that was redeemed wrongly', async (name) => {
    await start(name)
    const value = await code()
    expect(await redeem(value, { redirect_uri: 'https://client.example/' })).toMatchObject({
      status: 400,
      json: { error: 'invalid_grant' },
    })
    expect(await redeem(value)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
  })

  test.each(wso2Names)('%s challenges without quotation marks', async (name) => {
    await start(name)
    const answer = await token({ grant_type: 'authorization_code' }, { ...application(), client_secret: 'wrong' })
    expect(answer).toMatchObject({
      status: 401,
      json: { error: 'invalid_client' },
      headers: { 'www-authenticate': 'Basic realm=localhost' },
    })
  })
})

describe('what tells versions apart', () => {
  test('a missing response_type: 2.6 shows its page, 3.2 tells the client', async () => {
    await start('wso2-am-2.6')
    expect((await authorize({ response_type: undefined })).location?.pathname).toMatch(/oauth2_error\.do$/)
    await persona.close()
    await start('wso2-am-3.2')
    expect((await authorize({ response_type: undefined })).location?.origin).toBe('https://client.example')
  })

  test('the gateway takes one method each, and there is none from 4.0 on', async () => {
    await start('wso2-am-3.2')
    const { authorization_endpoint, token_endpoint } = persona.endpoints
    expect(new URL(token_endpoint).port).toBe(String(Number(new URL(persona.issuer).port) - 1200))
    expect((await send(authorization_endpoint, {})).status).toBe(405)
    expect((await send(token_endpoint)).status).toBe(405)
    await persona.close()
    await start('wso2-am-4.7')
    expect(new URL(persona.endpoints.token_endpoint).origin).toBe(new URL(persona.issuer).origin)
  })

  test('the nonce cookie, without which nobody signs in from 4.0 on', async () => {
    await start('wso2-am-3.2')
    expect((await authorize()).headers['set-cookie']).toBeUndefined()
    await persona.close()
    await start('wso2-am-4.7')
    const asked = await authorize()
    expect(cookieOf(asked)).toMatch(/^sessionNonceCookie-[0-9a-f-]{36}=/)
    const { username, password } = persona.users['alice']!
    const forged = await send(keyManager('/commonauth'), {
      username,
      password,
      sessionDataKey: asked.location!.searchParams.get('sessionDataKey')!,
    })
    expect(forged.location?.pathname).toMatch(/retry\.do$/)
  })

  test('opaque tokens are shared while one lives, signed ones end the one before', async () => {
    await start('wso2-am-3.2')
    const [first, second] = [await redeem(await code()), await redeem(await code())]
    expect(second.json['access_token']).toBe(first.json['access_token'])
    await persona.close()
    await start('wso2-am-4.7')
    const [one, other] = [await redeem(await code()), await redeem(await code())]
    const { username, password } = persona.administrator
    const active = ({ json }: typeof one) =>
      send(persona.endpoints.introspection_endpoint, { token: String(json['access_token']) }, basic(username, password))
    expect((await active(one)).body).toContain('"active":false')
    expect((await active(other)).body).toContain('"active":true')
  })

  test('a token without end is longer than numbers of JavaScript are exact', async () => {
    await start('wso2-am-3.2')
    const everlasting = persona.clients['second_client']!
    const redirect_uri = everlasting.redirect_uris[0]!
    const value = await code({ client_id: everlasting.client_id, redirect_uri })
    const { body } = await token({ grant_type: 'authorization_code', code: value, redirect_uri }, everlasting)
    expect(body).toContain('"expires_in":9223372036854775,')
  })

  test('revocation names the tokens in its header fields until 7', async () => {
    for (const [name, leaks] of [
      ['wso2-am-4.7', true],
      ['wso2-is-7.3', false],
    ] as const) {
      await start(name)
      const { json } = await redeem(await code())
      const { client_id, client_secret } = application()
      const answer = await send(
        persona.endpoints.revocation_endpoint,
        { token: String(json['access_token']) },
        basic(client_id, client_secret!),
      )
      expect(answer.headers).toMatchObject({ authorizeduser: 'alice@carbon.super' })
      expect(answer.headers['revokedrefreshtoken'] === json['refresh_token']).toBe(leaks)
      await persona.close()
    }
  })

  test('API Manager has a default scope, Identity Server none', async () => {
    await start('wso2-am-3.2')
    expect((await redeem(await code({ scope: undefined }))).json['scope']).toBe('default')
    await persona.close()
    await start('wso2-is-5.10')
    expect((await redeem(await code({ scope: undefined }))).json).not.toHaveProperty('scope')
  })

  test('pages on another host send their forms to the first', async () => {
    await start('wso2-am-3.2', { pagesElsewhere: true })
    const { location } = await authorize()
    expect(location?.hostname).toBe('127.0.0.1')
    expect((await send(location!)).body).toContain(`action="${new URL(persona.issuer).origin}/oauth2/authorize"`)
  })
})
