import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { ConfigError } from './errors.ts'
import { parseConfig } from './parse.ts'
import { readConfigFile } from './read.ts'
import type { HarnessConfig } from './schema.ts'

/** A configuration that was read and checked, and where it came from. */
export interface LoadedConfig {
  config: HarnessConfig
  /** Absolute path. */
  file: string
  /** The directory that paths in it are relative to. */
  dir: string
}

const fileNames = ['ts', 'mts', 'js', 'mjs', 'json', 'yaml', 'yml'].map((extension) => `harness.config.${extension}`)

/** Finds `harness.config.*` in a directory, or takes the file that is named, reads and checks it. Throws ConfigError. */
export async function loadConfig({ cwd, file }: { cwd: string; file?: string | undefined }): Promise<LoadedConfig> {
  const path = file === undefined ? find(cwd) : named(resolve(cwd, file), file)
  return { config: parseConfig(await readConfigFile(path), basename(path)), file: path, dir: dirname(path) }
}

function named(path: string, written: string): string {
  if (existsSync(path)) return path
  throw new ConfigError(`the configuration file ${written} does not exist`, hints)
}

function find(cwd: string): string {
  const found = fileNames.filter((name) => existsSync(join(cwd, name)))
  if (found.length > 1)
    throw new ConfigError(`found ${found.join(' and ')}, expected one configuration`, ['remove all but one, or choose by --config FILE'])
  if (found[0] !== undefined) return join(cwd, found[0])
  throw new ConfigError(
    'there is no harness.config.ts (nor .js, .json or .yaml) in this directory, so nothing says which server to judge',
    ['grantproof init https://your-server writes one', ...hints],
  )
}

const hints = [
  'to write one by hand: README.md, "Your own server", has a complete one of twenty lines',
  'or see grantproof judge the server that comes with it: grantproof demo',
]
