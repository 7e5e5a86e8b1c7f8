import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Vault } from '../http/vault.ts'
import { createWire, type Wire } from '../http/wire.ts'
import { createUserAgent } from '../user-agent/agent.ts'
import { createScreens, type OpenScreens } from '../user-agent/browser/screens.ts'
import { installedBrowser } from '../user-agent/browser/which.ts'
import { hostileTexts } from './hostile-text.ts'

const missing = installedBrowser() === undefined ? ' (skipped: no Chrome, Chromium or Edge is installed)' : ''

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
const withoutAngles = (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Where a page may have a value, and which of the texts has to run there. */
const contexts: Record<string, { of: (text: string) => string; by: keyof typeof hostileTexts }> = {
  element: { of: (text) => `<p>${text}`, by: 'markup' },
  title: { of: (text) => `<title>${text}</title>`, by: 'markup' },
  textarea: { of: (text) => `<textarea>${text}</textarea>`, by: 'markup' },
  'attribute in double quotes': { of: (text) => `<input value="${text}">`, by: 'markup' },
  'attribute in single quotes': { of: (text) => `<input value='${text}'>`, by: 'markup' },
  'attribute without quotes': { of: (text) => `<input value=${text}>`, by: 'markup' },
  'attribute in double quotes, angle brackets escaped': { of: (text) => `<input value="${withoutAngles(text)}">`, by: 'markup' },
  'attribute in single quotes, angle brackets escaped': { of: (text) => `<input value='${withoutAngles(text)}'>`, by: 'markup' },
  'hidden field, angle brackets escaped': {
    of: (text) => `<form><input type="hidden" value="${withoutAngles(text)}"></form>`,
    by: 'markup',
  },
  'script element': { of: (text) => `<script>const a = '${text.replaceAll("'", "\\'")}'</script>`, by: 'markup' },
  'string of a script in single quotes': { of: (text) => `<script>const a = '${text}'</script>`, by: 'script' },
  'string of a script in double quotes': { of: (text) => `<script>const a = "${text}"</script>`, by: 'script' },
  'template of a script': { of: (text) => `<script>const a = \`${text}\`</script>`, by: 'script' },
  link: { of: (text) => `<a href="${escaped(text)}">Back</a>`, by: 'script' },
  frame: { of: (text) => `<iframe src="${escaped(text)}"></iframe>`, by: 'script' },
}

let server: Server
let wire: Wire
let screens: OpenScreens
let executed: (html: string) => Promise<readonly string[]>

describe.skipIf(missing !== '')(`in a real browser${missing}`, () => {
  beforeAll(async () => {
    server = createServer((incoming, outgoing) => {
      const html = new URL(incoming.url!, 'http://x').searchParams.get('html')
      outgoing.writeHead(400, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html>${html}`)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const vault = new Vault()
    const target = { origins: [origin], userAgent: 'direct' as const }
    wire = createWire({ vault, origins: target.origins, pace: { timeoutMs: 10_000 } })
    screens = createScreens({ ...target, vault, timeoutMs: 10_000, warn: () => {} })
    const alice = createUserAgent(target, screens).openSession({ name: 'alice', username: 'alice', password: 'worthless' })
    executed = async (html) => {
      const message = { method: 'GET', url: `${origin}/`, headers: [], query: [['html', html]] as [string, string][], body: [] }
      const { views } = await alice.visit(wire.recorder(), message, { redirectUri: undefined, registered: [], staging: 'window' })
      return views![0]!.executed
    }
  })
  afterAll(async () => {
    await screens?.close()
    await wire?.close()
    server?.closeAllConnections()
    server?.close()
  })

  test.each(Object.entries(contexts))('a text runs where it is written raw: %s', async (_, { of, by }) => {
    expect(await executed(of(hostileTexts[by]))).toContain('1')
  })

  test.each(Object.entries(hostileTexts))('none runs where it is escaped: %s', async (_, text) => {
    expect(await executed(`<title>${escaped(text)}</title><p>${escaped(text)}<input value="${escaped(text)}">`)).toEqual([])
  })
})
