import { createInterface } from 'node:readline'
import { exitCodes } from '../../gate/gate.ts'
import { openMessage } from '../../http/message.ts'
import type { BrowserCookie } from '../../http/set-cookie.ts'
import { Vault } from '../../http/vault.ts'
import { printable } from '../../report/printable.ts'
import type { Target } from '../../target/target.ts'
import { type Left, signInByHand } from '../../user-agent/browser/by-hand.ts'
import { launch, NoBrowser } from '../../user-agent/browser/launch.ts'
import { CliError } from '../failure.ts'
import { honestRequest } from './tried.ts'
import { startingFor } from './window.ts'

export type { Left }

/** Opens a window for a person, and says at the terminal what to do there. */
export async function shown(target: Target, username: string, timeout: number): Promise<{ left: Left; cookies: BrowserCookie[] }> {
  const { headers, tls, origins } = target
  const registered = target.clients['client']?.redirect_uris ?? []
  const browser = await opened(target)
  const person = atTerminal()
  process.stdout.write(`A window opens: sign in there as "${printable(username)}", and allow what is asked. It closes when the server has answered, or after ${timeout} s.
What you type there is recorded nowhere; cookies of the server's own hosts are kept, and no others.${person.hint}\n`)
  const { url } = openMessage(honestRequest(target), new Vault())
  const asked = { url, redirectUri: registered[0] ?? '', registered, origins, headers, insecure: tls.insecure }
  try {
    return await signInByHand(browser, { ...asked, said: person.said, timeoutMs: timeout * 1000 })
  } finally {
    person.leave()
    await browser.close().catch(() => {})
  }
}

async function opened(target: Target): ReturnType<typeof launch> {
  const starting = await startingFor(target)
  try {
    return await launch(forAPerson(target.browser), (sentence) => void process.stderr.write(`note: ${sentence}\n`), starting)
  } catch (error) {
    throw error instanceof NoBrowser ? new CliError(exitCodes.usage, `no window could be opened: ${error.message}`) : error
  }
}

/** A person signs in to Chromium, whose protocol tells where a window goes. */
const forAPerson = (wanted: Target['browser'] = {}): Target['browser'] => ((wanted.engine ?? 'chromium') === 'chromium' ? wanted : {})

/** Whoever signs in may say at the terminal that it is done; where nobody sits at one, the window alone tells. */
function atTerminal(): { said: Promise<unknown>; hint: string; leave(): void } {
  if (!process.stdin.isTTY) return { said: new Promise(() => {}), hint: '', leave: () => {} }
  const lines = createInterface({ input: process.stdin })
  const said = new Promise((resolve) => lines.once('line', resolve))
  return { said, hint: ' Enter here ends it before.', leave: () => lines.close() }
}
