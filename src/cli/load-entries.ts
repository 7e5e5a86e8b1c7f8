import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, installResolver, type LoadedConfig, loadConfig } from '../config/index.ts'
import { targetsOf } from '../config/parse.ts'
import { type Entry, loadOwn, loadSuites } from '../scenario/catalog.ts'

/** The scenarios that come with grantproof and then the user's own. `globs` are absolute, or relative to `dir`. */
export async function loadEntries(globs: readonly string[] = [], dir: string = process.cwd()): Promise<Entry[]> {
  installResolver()
  const [ours, own] = await Promise.all([loadSuites(), globs.length > 0 ? loadTheirs(globs, dir) : []])
  return [...ours, ...own].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

/** All scenarios that a command which judges nothing can know of: with a configuration, those of each of its targets too. */
export async function loadKnown({ config: file, target }: { config?: string | undefined; target?: string | undefined }): Promise<Entry[]> {
  const loaded = await configurationHere(file)
  if (!loaded) return loadEntries()
  const targets = Object.entries(targetsOf(loaded.config)).filter(([name]) => target === undefined || name === target)
  return loadEntries([...new Set(targets.flatMap(([, { scenarios }]) => scenarios ?? []))], loaded.dir)
}

/** The configuration that was named, or the one here; undefined when there is none and none was named. */
export async function configurationHere(file: string | undefined, cwd: string = process.cwd()): Promise<LoadedConfig | undefined> {
  const here = ['ts', 'mts', 'js', 'mjs', 'json', 'yaml', 'yml'].some((extension) => existsSync(join(cwd, `harness.config.${extension}`)))
  return file !== undefined || here ? loadConfig({ cwd, file }) : undefined
}

async function loadTheirs(globs: readonly string[], dir: string): Promise<Entry[]> {
  try {
    return await loadOwn(globs, dir)
  } catch (error) {
    throw new ConfigError(`a scenario of your own cannot be loaded: ${firstLines(error)}`, hintsFor(error), { cause: error })
  }
}

/** A syntax error says in which file it is only in the first line of its stack. */
function firstLines(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const place = error instanceof SyntaxError ? `${(error.stack ?? '').split('\n')[0]}: ` : ''
  return `${place}${error.message.split('\n')[0]}`
}

const hintsFor = (error: unknown): string[] =>
  (error as { code?: unknown } | null)?.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX'
    ? ['Node runs TypeScript by leaving out types: no enum, namespace or parameter property']
    : ['grantproof new SUITE/NAME writes one that works']
