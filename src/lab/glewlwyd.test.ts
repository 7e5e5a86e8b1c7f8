import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import type { Api } from '../../fixtures/servers/glewlwyd/api.ts'
import { frontOf } from '../../fixtures/servers/glewlwyd/front.ts'

// The pages of ours before Glewlwyd: what they ask of its API, which is stood in for here.

let granted: Set<string>
let changes: string[]
let origin: string

const api: Api = async (method, path, cookie = '', body = {}) => {
  const { scope, password } = body as { scope?: string; password?: string }
  if (path === '/auth/' && password === 'right') return new Response('', { headers: { 'set-cookie': 'session=alice' } })
  if (path === '/auth/' || !cookie.includes('session=alice')) return new Response('', { status: 401 })
  if (method === 'PUT') {
    changes.push(scope!)
    granted = new Set(scope!.split(' '))
    return new Response('')
  }
  const asked = decodeURIComponent(path.split('/').at(-1)!).split(' ')
  return Response.json({ client: { name: 'web' }, scope: asked.map((name) => ({ name, granted: granted.has(name) })) })
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

beforeEach(async () => {
  granted = new Set(['openid', 'write'])
  changes = []
  const behind = createServer((request, response) => response.end(`behind: ${request.url}`))
  const port = await listening(frontOf(api, { host: '127.0.0.1', port: await listening(behind) }))
  origin = `http://127.0.0.1:${port}`
})

const page = (way = `${origin}/api/oidc/auth?redirect_uri=${encodeURIComponent('https://client.example/callback')}&state=s`) =>
  `${origin}/sign-in?${new URLSearchParams({ client_id: 'web', scope: 'openid read', callback_url: way })}`

async function ask(url: string, form?: Record<string, string> | [string, string][], cookie = 'form_token=t; session=alice') {
  const post = form && { method: 'POST', body: new URLSearchParams(form) }
  const answer = await fetch(url, { redirect: 'manual', headers: { cookie }, ...post })
  return { status: answer.status, to: answer.headers.get('location'), cookies: answer.headers.getSetCookie(), text: await answer.text() }
}

test('signs in, and asks although all is granted', async () => {
  expect((await ask(page(), undefined, '')).text).toContain('name="password"')
  const wrong = await ask(page(), { token: 't', username: 'alice', password: 'wrong' }, 'form_token=t')
  expect(wrong.text).toContain('User or password are wrong.')
  const right = await ask(page(), { token: 't', username: 'alice', password: 'right' }, 'form_token=t')
  expect(right).toMatchObject({ status: 303, cookies: ['session=alice'] })
  granted.add('read')
  expect((await ask(new URL(right.to!, origin).href)).text).toContain('value="allow"')
})

test('touches the one grant of user and client only where it changes, and keeps what was not asked for', async () => {
  const decide = (...scope: string[]) =>
    ask(page(), [['token', 't'], ['asked', 'openid read'], ['decision', 'allow'], ...scope.map((one): [string, string] => ['scope', one])])
  expect((await decide('openid', 'read')).to).toMatch(/\/api\/oidc\/auth\?.*&g_continue$/)
  await decide('openid', 'read')
  await decide('openid')
  expect(changes).toEqual(['openid read write', 'openid write'])
})

test('tells a denial to the URI that is the client’s, with state and issuer', async () => {
  const denied = await ask(page(), { token: 't', decision: 'deny' })
  expect(denied.to).toBe(
    `https://client.example/callback?${new URLSearchParams({ error: 'access_denied', iss: `${origin}/api/oidc`, state: 's' })}`,
  )
  const elsewhere = page(`${origin}/api/oidc/auth?redirect_uri=https%3A%2F%2Fattacker.example%2F`)
  expect((await ask(elsewhere, { token: 't', decision: 'deny' })).to).toMatch(/^\/sign-in\?/)
  expect(changes).toEqual([])
})

test('takes no form of another site, leads nowhere else, and hands on what is not its own', async () => {
  expect((await ask(page(), { token: 'invented', decision: 'allow' })).status).toBe(403)
  expect((await ask(page('https://attacker.example/api/oidc/auth?'))).status).toBe(400)
  expect((await ask(`${origin}/api/oidc/token?x=1`)).text).toBe('behind: /api/oidc/token?x=1')
})
