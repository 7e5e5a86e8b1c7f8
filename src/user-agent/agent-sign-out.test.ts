import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Recorder } from '../http/exchange.ts'
import { Vault } from '../http/vault.ts'
import { createWire, type Wire } from '../http/wire.ts'
import { type Browser, createUserAgent } from './agent.ts'

const signInForm =
  '<title>Sign in</title><form method=post action=/in><input name=username><input type=password name=password><button>Sign in</button></form>'
const question =
  '<title>Sign out?</title><form method=post action=/out><input type=hidden name=t value=1><button name=yes value=1>Sign out</button></form>'

/** What the end of the session looks like, by the path that asks for it. */
const ways: Record<string, string> = {
  '/at-once': 'ends',
  '/asks': question,
  '/insists': question.replace('/out', '/insists'),
  '/to-sign-in': 'signs in',
  '/by-link': '<title>Sign out</title><p>Really?<a href=/out>Sign out</a>',
  '/by-get': '<title>Sign out</title><form action=/out><button>Continue</button></form>',
  '/by-itself': `${question}<script>document.forms[0].submit()</script>`,
}

let server: Server
let wire: Wire
let recorder: Recorder
let origin: string
let seen: string[]
let sessions: Set<string>

beforeEach(async () => {
  seen = []
  sessions = new Set()
  server = createServer((incoming, outgoing) => {
    const path = incoming.url!.split('?')[0]!
    const id = /sid=([^;]*)/.exec(incoming.headers.cookie ?? '')?.[1] ?? ''
    seen.push(`${incoming.method} ${path}`)
    const page = (html: string, headers = {}) => outgoing.writeHead(200, { 'content-type': 'text/html', ...headers }).end(html)
    if (path === '/in') {
      const made = `session-${seen.length}-of-alice-a2C9`
      sessions.add(made)
      return outgoing.writeHead(303, { location: '/authorize', 'set-cookie': `sid=${made}; Path=/; HttpOnly` }).end()
    }
    if (path === '/authorize')
      return sessions.has(id) ? outgoing.writeHead(303, { location: 'https://client.example/cb?code=c0de-1234' }).end() : page(signInForm)
    if (ways[path] === 'signs in') return outgoing.writeHead(303, { location: '/authorize' }).end(void sessions.delete(id))
    if (ways[path] && ways[path] !== 'ends') return page(ways[path])
    sessions.delete(id)
    return page('<title>Signed out</title><p>Nobody is here.', { 'set-cookie': 'sid=; Path=/; Max-Age=0' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const vault = new Vault()
  wire = createWire({ vault, origins: [origin], pace: { timeoutMs: 5000 } })
  recorder = wire.recorder()
  alice = createUserAgent({ origins: [origin] }).openSession({
    name: 'alice',
    username: 'alice',
    password: vault.learn('password', 'very-s3cret'),
  })
  expect((await authorize()).answered).toEqual(['sign_in'])
  seen = []
})
afterEach(async () => {
  await wire.close()
  server.close()
})

let alice: Browser
const get = (path: string) => ({ method: 'GET', url: `${origin}${path}`, headers: [], query: [], body: [] })
const authorize = () =>
  alice.authorize(recorder, get('/authorize'), {
    purpose: 'approve',
    redirectUri: 'https://client.example/cb',
    registered: ['https://client.example/cb'],
  })

test.each([
  ['/at-once', ['GET /at-once']],
  ['/asks', ['GET /asks', 'POST /out']],
])('signs out, with or without a question: %s', async (path, expected) => {
  expect(await alice.signOut(recorder, get(path))).toMatchObject({ at: 'error_page' })
  expect(seen).toEqual(expected)
  expect((await alice.visit(recorder, get('/authorize'))).at).toBe('sign_in')
})

test.each(['/asks', '/by-link', '/by-get'])(
  'a question of the server is left unanswered where nothing may be pressed: %s',
  async (path) => {
    expect(await alice.openSignOut(recorder, get(path))).toMatchObject({ at: 'sign_out' })
    expect(seen).toEqual([`GET ${path}`])
    expect((await authorize()).code).toBeDefined()
  },
)

test.each([
  ['/at-once', ['GET /at-once']],
  ['/by-itself', ['GET /by-itself', 'POST /out']],
])('what goes on by itself is followed: %s', async (path, expected) => {
  expect(await alice.openSignOut(recorder, get(path))).toMatchObject({ at: 'error_page' })
  expect(seen).toEqual(expected)
})

test('a question that was answered is told', async () => {
  expect((await alice.signOut(recorder, get('/asks'))).answered).toEqual(['sign_out'])
})

test('a sign-out that ends at the page of sign-in signs nobody in', async () => {
  expect((await alice.signOut(recorder, get('/to-sign-in'))).at).toBe('sign_in')
  expect(seen).toEqual(['GET /to-sign-in', 'GET /authorize'])
})

test('a question that comes again and again is left', async () => {
  expect(await alice.signOut(recorder, get('/insists'))).toMatchObject({ at: 'nowhere', why: expect.stringContaining('asks again') })
  expect(seen.length).toBe(3)
})

test('a copy has the cookies of its moment, and what becomes of one browser is nothing to the other', async () => {
  const thief = alice.copy()
  expect(
    (await thief.visit(recorder, get('/authorize'), { redirectUri: undefined, registered: ['https://client.example/cb'] })).code,
  ).toBeDefined()
  await alice.signOut(recorder, get('/at-once'))
  expect((await alice.visit(recorder, get('/authorize'))).hops[0]?.request.headers).not.toContainEqual(['Cookie', expect.anything()])
  const after = await thief.visit(recorder, get('/authorize'))
  expect(after.at).toBe('sign_in')
  expect(after.hops[0]?.request.headers).toContainEqual(['Cookie', expect.stringMatching(/^sid=‹cookie:\d+›$/)])
})
