import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The version in the package's own package.json, from the sources and from the build alike. */
export const version = (): string => manifestIn(ownRoot())?.version ?? ''

/** The folder in which README.md and docs/ lie. */
export const home = (): string => ownRoot()

/** The checkout of grantproof that a folder lies in; undefined outside of one, and within an installed package. */
export function checkoutAbove(folder: string): string | undefined {
  const root = rootAbove(folder)
  return root !== undefined && existsSync(join(root, 'suites')) ? root : undefined
}

function ownRoot(): string {
  const root = rootAbove(fileURLToPath(new URL('.', import.meta.url)))
  if (root === undefined) throw new Error('the package.json of grantproof is gone: install it again')
  return root
}

/** Nearest folder upwards whose package.json is grantproof's. */
function rootAbove(folder: string): string | undefined {
  if (manifestIn(folder)?.name === 'grantproof') return folder
  return dirname(folder) === folder ? undefined : rootAbove(dirname(folder))
}

function manifestIn(folder: string): { name?: string; version?: string } | undefined {
  const file = join(folder, 'package.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string }) : undefined
}
