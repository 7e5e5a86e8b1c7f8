import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Exchange } from '../../http/exchange.ts'
import { launch } from './launch.ts'
import { stillFits, stored } from './stored.ts'
import { installedBrowser } from './which.ts'

const missing = installedBrowser() === undefined ? ' (skipped: no Chrome, Chromium or Edge is installed)' : ''

type Response = NonNullable<Exchange['response']>
const page = (headers: Record<string, string>, status = 200): Response => ({
  status,
  headers: Object.entries(headers),
  body: '<title>A page</title>',
})

/** A page, and whether it is shown again without a request. */
const pages: Record<string, [response: Response, shown: boolean]> = {
  'of which nothing is said': [page({}), true],
  'that is stale at once': [page({ 'cache-control': 'max-age=0, must-revalidate' }), true],
  'with all that is said for no-store by mistake': [
    page({ 'cache-control': 'private, no-cache, must-revalidate', pragma: 'no-cache', expires: '0' }),
    true,
  ],
  'of a session': [page({ 'set-cookie': 'a=b' }), true],
  'that varies by what stays': [page({ vary: 'Accept-Language, Accept-Encoding' }), true],
  'that varies by cookies, of which one has changed': [page({ vary: 'Accept-Language, Cookie' }), false],
  'of an error': [page({}, 403), true],
  'with no-store': [page({ 'cache-control': 'no-store' }), false],
  'with no-store among others': [page({ 'cache-control': 'no-cache, No-Store' }), false],
  'that varies by everything': [page({ vary: '*' }), false],
  'that asks for credentials': [page({}, 401), false],
}

const exchange = (response: Response, method = 'GET', headers: [string, string][] = [['Cookie', 'sid=1']]) => ({
  request: { method, url: 'https://as.example/', headers, body: '' },
  response,
})

test.each(Object.entries(pages))('a page %s', (_, [response, shown]) => {
  expect(stored(exchange(response), response) !== undefined && stillFits(exchange(response), undefined)).toBe(shown)
})

test('a page that varies by cookies fits as long as these are the same', () => {
  const vary = page({ vary: 'cookie' })
  expect([stillFits(exchange(vary), 'sid=1'), stillFits(exchange(vary), 'sid=2'), stillFits(exchange(page({})), 'sid=2')]).toEqual([
    true,
    false,
    true,
  ])
  expect([stillFits(exchange(vary, 'GET', []), undefined), stillFits(exchange(vary, 'GET', []), 'sid=2')]).toEqual([true, false])
})

test('the answer to a form is none, and cookies are not set once more', () => {
  expect(stored(exchange(page({}), 'POST'), page({}))).toBeUndefined()
  expect(stored(exchange(page({})), page({ 'Set-Cookie': 'a=b', 'x-y': 'z' }))?.headers).toEqual([['x-y', 'z']])
})

describe.skipIf(missing !== '')(`the cache of a real browser${missing}`, () => {
  let browser: Browser
  let server: Server
  let asked = 0
  let current: Response

  beforeAll(async () => {
    browser = await launch({}, undefined, { headless: true, args: [] })
    server = createServer((incoming, outgoing) => {
      const isOther = incoming.url !== '/page'
      if (!isOther) asked++
      const { status, headers, body } = isOther
        ? page({ 'set-cookie': incoming.url === '/sign-in' ? 'sid=1' : 'sid=; Max-Age=0' })
        : current
      outgoing.writeHead(status, { 'content-type': 'text/html', ...Object.fromEntries(headers) }).end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    server?.closeAllConnections()
    server?.close()
    await browser?.close()
  })

  test.each(Object.entries(pages))('does the same with a page %s', async (_, [response, shown]) => {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const context = await browser.newContext()
    const tab = await context.newPage()
    ;[current, asked] = [response, 0]
    await tab.goto(`${origin}/sign-in`)
    await tab.goto(`${origin}/page`)
    await tab.goto(`${origin}/sign-out`)
    await tab.goBack()
    expect([tab.url(), asked]).toEqual([`${origin}/page`, shown ? 1 : 2])
    await context.close()
  })
})
