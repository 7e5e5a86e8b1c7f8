import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Recorder } from '../../../http/exchange.ts'
import { Vault } from '../../../http/vault.ts'
import { createWire } from '../../../http/wire.ts'
import { createUserAgent } from '../../agent.ts'
import type { Landing } from '../../landing.ts'
import type { Staging } from '../../screen.ts'
import { createScreens, runningBrowser } from '../screens.ts'

export const client = 'https://client.example/cb'
/** What comes to the client when a form is posted to `/answer`. */
export const code = 'c0de-0f-th1s-fl0w'

/** By path: what a page says, and the headers that go with it. */
export type Pages = Record<string, { body: string; headers?: Record<string, string> }>

/** What became of a page on a stage. */
export interface Staged {
  landing: Landing
  sent: Recorder['exchanges']
  pictures: Map<string, Buffer>
}

/** A server of such pages, and a browser that shows them. */
export async function startStage(pages: Pages) {
  const browser = runningBrowser({})
  const server = createServer((incoming, outgoing) => {
    const page = pages[incoming.url!.slice(1)]
    if (incoming.method === 'POST') outgoing.writeHead(303, { location: `${client}?code=${code}` }).end()
    else
      outgoing
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page?.headers })
        .end(`<!doctype html><title>Page</title>${page?.body}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const show = async (path: string, staging: Staging): Promise<Staged> => {
    const vault = new Vault()
    const target = { origins: [origin], userAgent: 'direct' as const }
    const wire = createWire({ vault, origins: target.origins, pace: { timeoutMs: 10_000 } })
    const recorder = wire.recorder()
    const pictures = new Map<string, Buffer>()
    const keep = (file: string, png: Buffer) => void pictures.set(file, png)
    const screens = createScreens({ ...target, vault, timeoutMs: 10_000, warn: () => {}, running: browser, keep: () => keep })
    const who = { name: 'alice', username: 'alice', password: vault.learn('password', 'very-s3cret-password') }
    const message = { method: 'GET', url: `${origin}/${path}`, headers: [], query: [], body: [] }
    try {
      const alice = createUserAgent(target, screens).openSession(who)
      const landing = await alice.authorize(recorder, message, { purpose: 'approve', redirectUri: client, registered: [client], staging })
      return { landing, sent: recorder.exchanges, pictures }
    } finally {
      await screens.close()
      await wire.close()
    }
  }
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await browser.close()
  }
  return { origin, show, close }
}
