import { Vault } from '../http/vault.ts'
import { createWire } from '../http/wire.ts'
import { type Site, sealed } from '../scenario/site.ts'
import type { Target } from '../target/target.ts'
import { createUserAgent, type KeptSession } from '../user-agent/agent.ts'
import { createScreens } from '../user-agent/browser/screens.ts'

/** A site with its connections, to be closed when it is done with. */
export type OpenSite = Site & { close(): Promise<void> }

/** By the user's name in the configuration: the session that was kept, its secrets closed by the vault. */
export type KeptSessions = (vault: Vault) => Readonly<Record<string, KeptSession>>

/** Makes a target ready to be talked to: its secrets become marks, and one wire with its limits becomes the way to it.
 *  Sites of one run share a vault. */
export function openSite(target: Target, vault: Vault = new Vault(), keptSessions: KeptSessions = () => ({})): OpenSite {
  const closed = sealed(target, vault)
  for (const { kind, value } of target.secrets ?? []) vault.learn(kind, value)
  addKeys(vault, target.jwks)
  const warnings: string[] = []
  const wire = createWire({ vault, ...wireOptions(target) })
  const screens = createScreens({ ...closed, vault, timeoutMs: closed.pace.timeoutMs, warn: (sentence) => warnings.push(sentence) })
  const agent = createUserAgent(closed, closed.userAgent === 'direct' ? undefined : screens)
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
  return { target: closed, vault, wire, openBrowser, warnings, close }
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
