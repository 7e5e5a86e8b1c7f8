import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server whose pages do nothing without their scripts, and a stranger that nobody may contact. */
export interface ScriptedServer {
  origin: string
  /** Another origin: the client's redirection URI is there, and pages want things of it. */
  stranger: string
  /** What came, in order: method and path. */
  seen: string[]
  seenByStranger: string[]
  /** Every secret that it made. */
  secrets: string[]
  close(): Promise<void>
}

export const password = 'c4n4ry&"pass word'

const app = (stranger: string) => `
  const csrf = /csrf=([^;]+)/.exec(document.cookie)[1]
  document.cookie = 'device=' + 'made-by-script-' + csrf + '; path=/'
  fetch('${stranger}/collect').catch(() => {})
  new Image().src = '${stranger}/pixel'
  setTimeout(() => {
    document.getElementById('app').innerHTML = '<label>User name <input id=user autocomplete=username></label><label>Password <input id=pw type=password></label><button id=go type=button>Sign in</button>'
    document.getElementById('go').addEventListener('click', async () => {
      const body = JSON.stringify({ username: document.getElementById('user').value, password: document.getElementById('pw').value })
      document.getElementById('go').textContent = 'Sign in …'
      await new Promise((resolve) => setTimeout(resolve, 400))
      const answer = await fetch('/session', { method: 'POST', headers: { 'content-type': 'application/json', 'x-csrf': csrf }, body })
      if (answer.ok) location.replace('/consent' + location.search)
    })
  }, 150)`

const signIn = (stranger: string) =>
  `<!doctype html><title>Welcome</title><link rel=preconnect href="${stranger}"><link rel=dns-prefetch href="${stranger}"><div id=app></div><script src=/app.js></script><script src="${stranger}/spy.js"></script><noscript>JavaScript is needed.</noscript>`

const consent = (csrf: string) => `<!doctype html><title>Allow the client?</title><form method=post action="/consent">
  <input type=hidden name=proof><button name=decision value=allow disabled>Allow</button><button name=decision value=deny disabled>Deny</button></form>
  <script>setTimeout(() => { document.forms[0].proof.value = '${csrf}'.split('').reverse().join('')
  for (const button of document.querySelectorAll('button')) button.disabled = false }, 50)</script>`

/** The code is put together by a script, so that only who runs it sees where the page goes. */
const back = (code: string, uri: string) =>
  `<!doctype html><title>One moment</title><p>You are sent back.</p><script>const parts = ['${code.slice(0, 9)}', '${code.slice(9)}']; window['loca' + 'tion'].href = '${uri}?state=s&code=' + parts.join('')</script>`

/** Starts both on loopback. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const seen: string[] = []
  const seenByStranger: string[] = []
  const secrets: string[] = [password]
  const secret = () => secrets[secrets.push(randomBytes(16).toString('hex')) - 1]!
  const sessions = new Map<string, { consented: boolean }>()
  const stranger = await listening((incoming, outgoing) => {
    seenByStranger.push(`${incoming.method} ${incoming.url}`)
    outgoing.writeHead(200, { 'access-control-allow-origin': '*' }).end('')
  })
  const page = (outgoing: ServerResponse, html: string, headers = {}) =>
    outgoing.writeHead(200, { 'content-type': 'text/html', ...headers }).end(html)
  stranger.server.on('connection', () => seenByStranger.push('a connection'))
  const server = await listening(async (incoming, outgoing) => {
    const { pathname, search } = new URL(incoming.url!, 'http://x')
    const cookies = new Map((incoming.headers.cookie ?? '').split('; ').map((one) => one.split('=') as [string, string]))
    const session = sessions.get(cookies.get('sid') ?? '')
    const csrf = cookies.get('csrf') ?? ''
    seen.push(`${incoming.method} ${pathname}`)
    const body = await textOf(incoming)
    if (pathname === '/authorize' && session?.consented) return redirect(outgoing, `${stranger.origin}/cb?state=s&code=${secret()}`)
    if (pathname === '/authorize') return redirect(outgoing, `${session ? '/consent' : '/sign-in'}${search}`)
    if (pathname === '/sign-in') return page(outgoing, signIn(stranger.origin), { 'set-cookie': `csrf=${secret()}; Path=/` })
    if (pathname === '/app.js') return outgoing.writeHead(200, { 'content-type': 'text/javascript' }).end(app(stranger.origin))
    if (pathname === '/session') {
      const right = body === JSON.stringify({ username: 'alice', password })
      const known = incoming.headers['x-csrf'] === csrf && cookies.get('device') === `made-by-script-${csrf}`
      if (!right || !known) return outgoing.writeHead(403).end()
      const sid = secret()
      sessions.set(sid, { consented: false })
      return outgoing.writeHead(204, { 'set-cookie': `sid=${sid}; Path=/; HttpOnly; SameSite=Lax` }).end()
    }
    if (pathname === '/consent' && session && incoming.method === 'GET') return page(outgoing, consent(csrf))
    const form = new URLSearchParams(body)
    if (pathname !== '/consent' || !session || form.get('proof') !== [...csrf].reverse().join('')) return outgoing.writeHead(400).end('no')
    if (form.get('decision') !== 'allow') return redirect(outgoing, `${stranger.origin}/cb?state=s&error=access_denied`)
    session.consented = true
    return page(outgoing, back(secret(), `${stranger.origin}/cb`))
  })
  const close = async () => {
    await Promise.all([server, stranger].map((one) => one.close()))
  }
  return { origin: server.origin, stranger: stranger.origin, seen, seenByStranger, secrets, close }
}

const redirect = (outgoing: ServerResponse, location: string) => outgoing.writeHead(302, { location }).end()

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of incoming) text += chunk
  return text
}

async function listening(answer: (incoming: IncomingMessage, outgoing: ServerResponse) => unknown) {
  const server: Server = createServer((incoming, outgoing) => void answer(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, close }
}
