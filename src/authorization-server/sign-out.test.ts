import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AuthorizationServer, defaultClients, type FaultName, startAuthorizationServer } from './index.ts'
import { ask, authorizationUrl, authorize, Browser, fieldsOf, form, type Reply } from './test-browser.ts'

const { client } = defaultClients
let server: AuthorizationServer
let browser: Browser
beforeEach(async () => {
  server = await startAuthorizationServer()
  browser = new Browser()
  await authorize(server, authorizationUrl(server, client), { browser })
})
afterEach(() => server.close())

const endpoint = () => server.endpoints.end_session_endpoint!
const csrfIn = ({ text }: Reply) => /name="csrf" value="([^"]*)"/.exec(text)?.[1]
const question = () => browser.go(`${endpoint()}?client_id=client`)
const decide = (page: Reply, decision: string) => browser.go(endpoint(), { csrf: csrfIn(page), decision })
const isSignedIn = async (one = browser) => (await one.go(authorizationUrl(server, client))).parameters.has('code')
const copied = () => Object.assign(new Browser(), { cookie: browser.cookie })

test('metadata names the endpoint', async () => {
  const { json } = await ask(`${server.issuer}/.well-known/oauth-authorization-server`)
  expect(json['end_session_endpoint']).toBe(endpoint())
})

test('who says yes is signed out, at the server and in the browser', async () => {
  const thief = copied()
  const page = await question()
  expect(page.text).toContain('alice')
  expect(await isSignedIn()).toBe(true)
  const done = await decide(page, 'sign_out')
  expect(done.text).toContain('Nobody is signed in here.')
  expect(done.headers.get('set-cookie')).toMatch(/^session=; Path=\/; Max-Age=0;/)
  expect([await isSignedIn(), await isSignedIn(thief)]).toEqual([false, false])
})

test('who says no stays signed in', async () => {
  expect((await decide(await question(), 'stay')).text).toContain('still signed in as')
  expect(await isSignedIn()).toBe(true)
})

test('a client may post its request, and the user is asked', async () => {
  expect(csrfIn(await browser.go(endpoint(), { client_id: 'client' }))).toBeDefined()
  expect((await ask(endpoint(), { method: 'HEAD', headers: { cookie: browser.cookie } })).status).toBe(200)
  expect(await isSignedIn()).toBe(true)
})

test('a form of another site signs nobody out', async () => {
  const { status } = await browser.go(endpoint(), { csrf: 'guessed', decision: 'sign_out' })
  const inQuery = await browser.go(`${endpoint()}?${form({ csrf: csrfIn(await question()), decision: 'sign_out' })}`)
  expect([status, csrfIn(inQuery) !== undefined, await isSignedIn()]).toEqual([403, true, true])
})

test('where nobody is signed in there is nothing to ask', async () => {
  expect((await new Browser().go(endpoint())).text).toContain('Nobody is signed in here.')
})

test('with signs-out-at-any-post a form of another site signs out', async () => {
  server.setFaults('signs-out-at-any-post')
  expect([csrfIn(await question()) !== undefined, await isSignedIn()]).toEqual([true, true])
  expect((await browser.go(endpoint(), { client_id: 'client' })).text).toContain('Nobody is signed in here.')
  expect(await isSignedIn()).toBe(false)
})

test('with signs-out-by-any-hint any text for an ID Token signs out', async () => {
  server.setFaults('signs-out-by-any-hint')
  expect([csrfIn(await question()) !== undefined, await isSignedIn()]).toEqual([true, true])
  expect((await browser.go(`${endpoint()}?client_id=client&id_token_hint=x`)).text).toContain('Nobody is signed in here.')
  expect(await isSignedIn()).toBe(false)
})

/** What the answer to a consent page from before a sign-out gives, whether the cookie of before still signs in, and what caches are told of the page. */
async function observed(...faults: FaultName[]) {
  server.setFaults(...faults)
  const page = await browser.go(authorizationUrl(server, client, { prompt: 'consent' }))
  const thief = copied()
  const asked = await question()
  await decide(asked, 'sign_out')
  const answer = await browser.go(`${server.issuer}/consent`, { ...fieldsOf(page), decision: 'allow' })
  const code = answer.parameters.has('code')
  const own = await isSignedIn()
  return { code, own, thief: await isSignedIn(thief), cache: page.headers.get('cache-control'), asks: csrfIn(asked) !== undefined }
}

const soundly = { code: false, own: false, thief: false, cache: 'no-store', asks: true }
test.each<[FaultName[], object]>([
  [[], {}],
  [['accepts-consent-after-sign-out'], { code: true }],
  [['keeps-the-session-after-sign-out'], { thief: true }],
  [['lets-consent-page-be-stored'], { cache: null }],
  [['signs-out-without-asking'], { asks: false }],
  [['signs-nobody-out'], { own: true, thief: true, code: true }],
])('%s shows, and nothing else', async (faults, wrongly) => {
  expect(await observed(...faults)).toEqual({ ...soundly, ...wrongly })
})
