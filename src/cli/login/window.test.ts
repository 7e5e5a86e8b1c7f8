import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { certificate, key } from '../../http/testing/certificate.ts'
import type { Target } from '../../target/target.ts'
import { type ByHand, signInByHand } from '../../user-agent/browser/by-hand.ts'
import { launch, usualBrowser } from '../../user-agent/browser/launch.ts'
import { startingFor } from './window.ts'

const missing = (await usualBrowser()) === undefined ? ' (skipped: no Chrome, Chromium or Edge is installed)' : ''
const app = 'com.example.app:/cb'

const running: { close(): unknown }[] = []
let seen: { url: string; headers: IncomingHttpHeaders }[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()))
  seen = []
})

async function listening(server: Server): Promise<number> {
  running.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

type Answer = (path: string) => { location?: string; html?: string }

const answering = (answer: Answer) => (incoming: IncomingMessage, outgoing: ServerResponse) => {
  const url = incoming.url!
  if (!url.includes('favicon')) seen.push({ url, headers: incoming.headers })
  const { location, html = '' } = answer(url)
  const own = { 'set-cookie': 'sid=s3ss10n; Path=/oauth; HttpOnly; SameSite=Lax', 'content-type': 'text/html' }
  outgoing.writeHead(location ? 302 : 200, { ...own, ...(location && { location }) }).end(html)
}

/** What comes of it when a window shows a server, and a person whom nobody has to wait for does nothing. */
async function shown(target: Partial<Target> & Pick<Target, 'origins'>, more: Partial<ByHand> = {}) {
  const whole = {
    tls: { insecure: false },
    resolve: {},
    pace: { timeoutMs: 5000, concurrency: 1 },
    headers: [],
    ...target,
  } as unknown as Target
  const browser = await launch({}, () => {}, { ...(await startingFor(whole)), headless: true })
  running.push(browser)
  return signInByHand(browser, {
    url: `${target.origins[0]}/oauth/authorize`,
    redirectUri: app,
    registered: [app],
    origins: target.origins,
    headers: whole.headers,
    insecure: whole.tls.insecure,
    said: new Promise(() => {}),
    timeoutMs: 20_000,
    ...more,
  })
}

const toTheApp: Answer = (path) => (path === '/oauth/authorize' ? { location: '/oauth/done' } : { location: `${app}?code=c0de` })

describe.skipIf(missing !== '')(`a window for a person${missing}`, () => {
  const secured = async (answer: Answer) =>
    `https://localhost:${await listening(createTlsServer({ key, cert: certificate }, answering(answer)))}`

  test('trusts what tls.ca vouches for, and sees the answer though it is for an app', async () => {
    const origin = await secured(toTheApp)
    const { left, cookies } = await shown({ origins: [origin], tls: { ca: certificate, insecure: false } })
    expect(left).toEqual({ by: 'answered' })
    expect(cookies).toEqual([
      expect.objectContaining({ name: 'sid', value: 's3ss10n', domain: 'localhost', path: '/oauth', httpOnly: true }),
    ])
  })

  test('trusts nobody else, and says so by the browser’s own word', async () => {
    const origin = await secured(toTheApp)
    expect((await shown({ origins: [origin] })).left).toEqual({ by: 'no page', why: 'ERR_CERT_AUTHORITY_INVALID' })
    expect((await shown({ origins: [origin], tls: { insecure: true } })).left).toEqual({ by: 'answered' })
    const other = { origins: [origin.replace('localhost', '127.0.0.1')], tls: { ca: certificate, insecure: false } }
    await expect(shown(other)).rejects.toMatchObject({ exitCode: 4, message: expect.stringContaining('tls.ca') })
  })

  test('reaches a host where `resolve` says, with the configured headers for it and for nobody else', async () => {
    const stranger = `http://127.0.0.1:${await listening(createServer(answering(() => ({ html: 'a captcha' }))))}`
    const frame = `<iframe src="${stranger}/captcha" onload="location = '/oauth/done'"></iframe>`
    const port = await listening(createServer(answering((path) => (path === '/oauth/authorize' ? { html: frame } : toTheApp(path)))))
    const own: [string, string] = ['X-Gateway-Key', 'gate']
    const { left, cookies } = await shown({
      origins: ['http://as.test'],
      resolve: { 'as.test:80': `127.0.0.1:${port}` },
      headers: [own],
    })
    expect(left).toEqual({ by: 'answered' })
    expect(seen.map(({ url, headers }) => [url, headers['x-gateway-key']])).toEqual([
      ['/oauth/authorize', 'gate'],
      ['/captcha', undefined],
      ['/oauth/done', 'gate'],
    ])
    expect(cookies.map(({ domain }) => domain)).toEqual(['as.test'])
  })

  test('requests no redirection URI, also when a form is posted there, and tells an error', async () => {
    const post = (uri: string) =>
      `<form method=post action="${uri}"><input name=error value=access_denied></form><script>document.forms[0].submit()</script>`
    const uri = `http://127.0.0.1:${await listening(createServer(answering(() => ({}))))}/cb`
    const origin = `http://localhost:${await listening(createServer(answering(() => ({ html: post(uri) }))))}`
    const { left } = await shown({ origins: [origin] }, { redirectUri: uri, registered: [uri] })
    expect(left).toEqual({ by: 'answered', error: 'access_denied' })
    expect(seen.map(({ url }) => url)).toEqual(['/oauth/authorize'])
  })

  test('ends when the person says so, with what it has', async () => {
    const origin = `http://127.0.0.1:${await listening(createServer(answering(() => ({ html: 'Sign in' }))))}`
    const said = (async () => {
      while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
      await new Promise((resolve) => setTimeout(resolve, 300))
    })()
    const { left, cookies } = await shown({ origins: [origin] }, { said })
    expect(left).toEqual({ by: 'said' })
    expect(cookies).toHaveLength(1)
  })
})
