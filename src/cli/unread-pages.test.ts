import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import { usualBrowser } from '../user-agent/browser/launch.ts'
import { unreadText } from './unread-pages.ts'

const missing = (await usualBrowser()) === undefined ? ' (skipped: no Chrome, Chromium or Edge is installed)' : ''
const prefilled = 'x9Qf-prefilled-value'
const evil = '\u001b[2J\u202e'

let server: Server
let issuer: string

/** Signs in whoever knows the tenant, which its page asks for. `?s`: the page is made by its script. */
beforeEach(async () => {
  server = createServer(async (incoming, outgoing) => {
    let body = ''
    for await (const chunk of incoming) body += chunk
    const { pathname, searchParams } = new URL(incoming.url!, issuer)
    const json = (status: number, value: object) =>
      outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    const page = (html: string) => outgoing.writeHead(200, { 'content-type': 'text/html' }).end(html)
    if (pathname.startsWith('/.well-known'))
      return json(200, { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` })
    if (pathname === '/token') return json(...tokenFor(new URLSearchParams(body)))
    const form = new URLSearchParams(body)
    if (form.get('tenant') === 'blue' && form.get('who') === 'alice' && form.get('key') === 'secret of alice')
      return outgoing.writeHead(302, { location: `https://client.example/cb?code=c0de-of-this-flow&state=${form.get('state')}` }).end()
    const html = formOf(searchParams.get('state') ?? '')
    return page(searchParams.has('s') ? `<script>document.write(${JSON.stringify(html).replaceAll('</', '<\\/')})</script>` : html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => void server.close())

const tokenFor = (form: URLSearchParams): [number, object] => {
  if (form.get('grant_type') === 'none') return [400, { error: 'unsupported_grant_type' }]
  return form.get('code') === 'c0de-of-this-flow'
    ? [200, { access_token: 't0ken-t0ken', token_type: 'Bearer' }]
    : [400, { error: 'invalid_grant' }]
}

const formOf = (state: string) => `<title>Portal ${evil}</title><form method=post action=/authorize>
  <input type=hidden name=state value="${state}"><input type=hidden name=ticket value="${prefilled}">
  <label>Who are you? <input name=who></label><label>Your key <input type=password name=key></label>
  <label>Tenant${evil} <input name=tenant required></label><button>Go</button></form>`

function configured(more: object = {}): string {
  const cwd = emptyFolder()
  const clients = { client: { client_id: 'web', redirect_uris: ['https://client.example/cb'] } }
  const users = { alice: { username: 'alice', password: 'secret of alice' } }
  writeFileSync(join(cwd, 'harness.config.json'), JSON.stringify({ name: 'mine', issuer, clients, users, user_agent: 'direct', ...more }))
  return cwd
}

describe('a page that is not understood', () => {
  it('comes with its forms and a step to begin with, by which doctor is ready', async () => {
    const told = await grantproof(['doctor'], { cwd: configured() })
    expect(told.code).toBe(4)
    expect(told.stdout).toMatch(/ {18}form {5}POST http:\/\/127\.0\.0\.1:\d+\/authorize\n {20}hidden {4}state\n {20}hidden {4}ticket\n/)
    expect(told.stdout).toContain('text      who                  "Who are you?"')
    expect(told.stdout).toContain('put in what … stands for')
    expect(told.stdout).not.toContain(prefilled)
    expect(told.stdout).not.toContain(evil)
    const [, step] = /"interaction": (\[[\s\S]*?\n {18}\]),\n/.exec(told.stdout)!
    const interaction = JSON.parse(step!.replaceAll('…', 'blue'))
    expect(interaction).toEqual([
      {
        when: { url: '/authorize' },
        fill: { 'input[name=who]': '{username}', 'input[name=key]': '{password}', 'input[name=tenant]': 'blue' },
        click: 'button',
      },
    ])
    expect(await grantproof(['doctor'], { cwd: configured({ interaction }) })).toMatchObject({ code: 0, stderr: '' })
  })

  it('is told by run too, beside why nothing was judged', async () => {
    const cwd = configured()
    const told = await grantproof(['run', 'pkce'], { cwd })
    expect(told.code).toBe(4)
    expect(told.stdout).toMatch(/\n\nnot understood, as alice: the page "Portal .*asks to sign in with one more field.*\n {2}form/)
    expect(JSON.parse((await grantproof(['run', 'pkce', '--json'], { cwd })).stdout)).toMatchObject({ noFlow: {} })
  })

  it.skipIf(missing !== '')(`has a picture where a browser shows it${missing}`, { timeout: 60_000 }, async () => {
    const cwd = configured({ user_agent: 'auto', authorization_parameters: { s: '1' } })
    const { checks } = JSON.parse((await grantproof(['doctor', '--json'], { cwd })).stdout) as {
      checks: { name: string; lines?: string[] }[]
    }
    const { lines = [] } = checks.find(({ name }) => name === 'page')!
    const picture = /^picture {2}(.*)$/.exec(lines[0] ?? '')?.[1]
    expect(picture).toMatch(/^reports\/mine\/evidence\/.*\.png$/)
    expect(readFileSync(join(cwd, picture!)).subarray(1, 4).toString()).toBe('PNG')
    expect(lines.join('\n')).toContain('"input[name=tenant]": "…"')
    expect(existsSync(join(cwd, 'reports/mine/run.json'))).toBe(false)
    expect((await grantproof(['run', 'pkce'], { cwd })).stdout).toMatch(
      /not understood, as alice: [^\n]*\n {2}picture {2}reports\/mine\/evidence\/.*\.png\n/,
    )
  })
})

describe('the step is written as the configuration is', () => {
  const page = {
    ...{
      user: 'alice',
      url: 'https://as.example/in',
      title: 'In',
      why: 'is not understood',
      forms: [],
      loose: [{ type: 'text', name: 'n', label: '' }],
    },
    steps: [{ when: { url: '/in' }, for: 'sign_in' as const, fill: { '#who': '{username}' } }],
  }
  it.each([
    ['harness.config.ts', "  interaction: [\n    { when: { url: '/in' }, for: 'sign_in', fill: { '#who': '{username}' } },\n  ],"],
    ['c.yaml', '  interaction:\n    - {"when":{"url":"/in"},"for":"sign_in","fill":{"#who":"{username}"}}'],
    ['c.json', '  "interaction": [\n    {\n      "when": {\n        "url": "/in"\n      },'],
  ])('%s', (file, text) => {
    const told = unreadText([page], file, 'reports/mine')
    expect(told).toContain(text)
    expect(told).toContain('controls outside any form, which only a script can send\n    text      n')
    expect(told).not.toContain('…')
  })
})
