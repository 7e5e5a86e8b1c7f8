import { basename, dirname, relative, resolve } from 'node:path'
import { type LoadedConfig, targetNames } from '../../config/index.ts'
import { asSet } from '../../http/set-cookie.ts'
import { Vault } from '../../http/vault.ts'
import type { Target } from '../../target/target.ts'
import type { KeptSession } from '../../user-agent/agent.ts'
import { type OpenSite, openSite } from '../open-site.ts'
import { type Kept, kept } from './store.ts'

/** What a command line has to name so that it means this configuration and this target. */
export interface Named {
  config?: string
  target?: string
}

/** A configuration, and its file where it is one. */
type Loaded = Pick<LoadedConfig, 'config'> & Partial<Pick<LoadedConfig, 'file'>>

/** What is no default in a configuration that was loaded. */
export function namedBy({ file, config }: Loaded, target: string): Named {
  const isFound = file === undefined || (dirname(resolve(file)) === process.cwd() && /^harness\.config\.\w+$/.test(basename(file)))
  return { ...(!isFound && { config: relative('', file) }), ...(targetNames(config).length > 1 && { target }) }
}

/** Makes a target ready to be talked to, its users signed in where a person did that for them. */
export const openSiteWithKept = (target: Target, loaded: Loaded): OpenSite =>
  openSite(target, new Vault(), (vault) =>
    Object.fromEntries(
      Object.entries(target.users).flatMap(([user, { username }]) => {
        const session = kept({ issuer: target.issuer, user, username })
        return session ? [[user, asKept(session, vault, namedBy(loaded, target.name))]] : []
      }),
    ),
  )

/** A session as user agents take it: its secrets are marks. */
export const asKept = ({ user, cookies }: Pick<Kept, 'user' | 'cookies'>, vault: Vault, named: Named): KeptSession => ({
  cookies: cookies.map((cookie) => asSet(cookie, vault)),
  renew: commandFor(user, named),
})

/** What is typed for a session. */
const commandFor = (user: string, named: Named): string => `grantproof login --user ${user}${optionsOf(named)}`

/** The same options for another command. */
export const optionsOf = ({ config, target }: Named): string =>
  `${config === undefined ? '' : ` --config ${config}`}${target === undefined ? '' : ` --target ${target}`}`
