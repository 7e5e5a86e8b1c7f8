import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AuthorizationServer, defaultClients, type ServerClient, startAuthorizationServer } from './index.ts'
import { authorizationUrl, authorize, Browser } from './test-browser.ts'

const { client, second_client, public_client } = defaultClients
let server: AuthorizationServer
let browser: Browser

beforeAll(async () => {
  server = await startAuthorizationServer({ policy: 'bcp' })
})
afterAll(() => server.close())
beforeEach(() => {
  browser = new Browser()
})

const approved = (who: ServerClient, changes = {}, decision: { scope?: string[]; decision?: 'deny' } = {}) =>
  authorize(server, authorizationUrl(server, who, changes), { browser, ...decision })

/** What the signed-in browser gets at once. */
async function at(who: ServerClient, changes = {}): Promise<'a code' | 'a consent page' | 'a sign-in page' | 'something else'> {
  const reply = await browser.go(authorizationUrl(server, who, changes))
  if (reply.parameters.has('code')) return 'a code'
  if (reply.text.includes('/consent')) return 'a consent page'
  return reply.text.includes('/sign-in') ? 'a sign-in page' : 'something else'
}

describe('consent of one session', () => {
  it('is remembered for the client and as much as was allowed', async () => {
    await approved(client)
    expect([
      await at(client),
      await at(client, { scope: 'read' }),
      await at(client, { redirect_uri: client.redirect_uris.at(-1) }),
    ]).toEqual(Array(3).fill('a code'))
  })

  it('is no consent to more, to another client, or in another browser', async () => {
    await approved(client, { scope: 'read' })
    expect([await at(client), await at(second_client)]).toEqual(['a consent page', 'a consent page'])
    browser = new Browser()
    expect(await at(client, { scope: 'read' })).toBe('a sign-in page')
  })

  it('is asked for again where the request wants it', async () => {
    await approved(client)
    expect([await at(client, { prompt: 'login consent' }), await at(client, { prompt: 'login' })]).toEqual(['a consent page', 'a code'])
  })

  it('is never remembered for a public client', async () => {
    await approved(public_client)
    expect(await at(public_client)).toBe('a consent page')
  })

  it('holds only what the latest page left ticked', async () => {
    await approved(client)
    await approved(client, { prompt: 'consent' }, { scope: ['read'] })
    expect([await at(client), await at(client, { scope: 'read' })]).toEqual(['a consent page', 'a code'])
  })

  it('ends by a denial', async () => {
    await approved(client)
    const denied = await approved(client, { prompt: 'consent', scope: 'write' }, { decision: 'deny' })
    expect(denied.parameters.get('error')).toBe('access_denied')
    expect([await at(client, { scope: 'write' }), await at(client, { scope: 'read' })]).toEqual(['a consent page', 'a code'])
  })
})
