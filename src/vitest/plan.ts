import { loadEntries } from '../cli/load-entries.ts'
import { select } from '../cli/select.ts'
import { ConfigError, chooseTarget, type HarnessConfig, loadConfig, targetNames } from '../config/index.ts'
import { parseConfig } from '../config/parse.ts'
import type { Entry } from '../scenario/catalog.ts'
import type { SuitesOptions } from './options.ts'

/** What is known of a run before anybody is asked over the network: enough to name its tests. */
export interface Plan {
  config: HarnessConfig
  /** The configuration's file, where it is one. */
  file?: string
  /** The directory that paths in the configuration are relative to. */
  dir: string
  /** The target's name. */
  name: string
  /** The selection as it was written. */
  asked: readonly string[]
  entries: readonly Entry[]
}

/** Reads the configuration and finds the scenarios. Throws ConfigError or CliError, which say what to do. */
export async function planned({ config: asConfigured, target, select: selection = [] }: SuitesOptions): Promise<Plan> {
  const asked = [selection].flat()
  const { config, dir, file } = await configuration(asConfigured)
  const name = nameOf(config, target)
  const all = await loadEntries(chooseTarget(config, name).target.scenarios ?? [], dir)
  return { config, dir, name, asked, ...(file !== undefined && { file }), entries: select(all, asked) }
}

async function configuration(config: SuitesOptions['config']): Promise<Pick<Plan, 'config' | 'dir' | 'file'>> {
  const cwd = process.cwd()
  return typeof config === 'object' ? { config: parseConfig(config), dir: cwd } : loadConfig({ cwd, file: config })
}

function nameOf(config: HarnessConfig, asked: string | undefined): string {
  const names = targetNames(config)
  const name = asked ?? (names.length === 1 ? names[0] : undefined)
  if (name !== undefined && names.includes(name)) return name
  const problem = asked === undefined ? `${names.length} targets, and none was chosen` : `no target "${asked}"`
  throw new ConfigError(`the configuration has ${problem}: it has ${names.join(', ')}`, [
    `name one: grantproofSuites({ target: '${names[0]}' }), and call it again for each other`,
  ])
}
