import { Vault } from '../http/vault.ts'
import { createWire } from '../http/wire.ts'
import { type Site, sealed } from '../scenario/site.ts'
import type { Target } from '../target/target.ts'
import { createUserAgent, type KeptSession } from '../user-agent/agent.ts'
import type { Keep } from '../user-agent/browser/picture.ts'
import { createScreens, type RunningBrowser } from '../user-agent/browser/screens.ts'
import type { UnreadPage } from '../user-agent/unread.ts'

/** A site with its connections, to be closed when it is done with. */
export interface OpenSite extends Site {
  /** From now on pictures of pages are taken and kept there. */
  takePictures(keep: Keep): void
  /** Pages that nobody could answer, each once. */
  readonly unread: readonly UnreadPage[]
  close(): Promise<void>
}

/** By the user's name in the configuration: the session that was kept, its secrets closed by the vault. */
export type KeptSessions = (vault: Vault) => Readonly<Record<string, KeptSession>>

/** Makes a target ready to be talked to: its secrets become marks, and one wire with its limits becomes the way to it.
 *  Sites of one run share a vault, and those of a proof a browser. */
export function openSite(
  target: Target,
  vault: Vault = new Vault(),
  keptSessions: KeptSessions = () => ({}),
  running?: RunningBrowser,
): OpenSite {
  const closed = sealed(target, vault)
  for (const { kind, value } of target.secrets ?? []) vault.learn(kind, value)
  addKeys(vault, target.jwks)
  const warnings: string[] = []
  const unread: UnreadPage[] = []
  const wire = createWire({ vault, ...wireOptions(target) })
  let keep: Keep | undefined
  const warn = (sentence: string) => void warnings.push(sentence)
  const screens = createScreens({ ...closed, vault, timeoutMs: closed.pace.timeoutMs, warn, keep: () => keep, ...(running && { running }) })
  const agent = createUserAgent(closed, closed.userAgent === 'direct' ? undefined : screens, (page) => note(unread, page))
  const kept = keptSessions(vault)
  const openBrowser: Site['openBrowser'] = (name) => {
    const user = closed.users[name]
    if (!user) throw new Error(`the target has no user named "${name}"`)
    return agent.openSession({ name, ...user, ...(kept[name] && { kept: kept[name] }) })
  }
  const close = async () => {
    await screens.close()
    await wire.close()
  }
  const takePictures = (where: Keep) => {
    keep = where
  }
  return { target: closed, vault, wire, openBrowser, missingBrowser: screens.missing, takePictures, unread, warnings, close }
}

const note = (noted: UnreadPage[], page: UnreadPage): void => {
  if (!noted.some(({ url, title, why }) => url === page.url && title === page.title && why === page.why)) noted.push(page)
}

const known = new WeakMap<Vault, Record<string, unknown>[]>()

/** A JWT is checked under the keys of whichever server of the run made it. */
function addKeys(vault: Vault, { keys = [] }: Target['jwks']): void {
  const all = [...(known.get(vault) ?? []), ...keys]
  known.set(vault, all)
  vault.keys({ keys: all })
}

const wireOptions = ({ origins, tls, proxy, resolve, headers, pace }: Target) => ({
  origins,
  tls,
  ...(proxy !== undefined && { proxy }),
  resolve,
  headers,
  pace,
})
