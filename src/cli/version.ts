import { existsSync, readFileSync } from 'node:fs'

/** The folder of grantproof itself: a checkout, or the installed package. */
export const packageRoot: URL = findRoot(new URL('.', import.meta.url))

/** The version in the package's own package.json, from the sources and from the build alike. */
export const version = (): string => manifestIn(packageRoot)!.version

interface Manifest {
  name?: string
  version: string
}

function findRoot(folder: URL): URL {
  if (manifestIn(folder)?.name === 'grantproof') return folder
  const parent = new URL('..', folder)
  if (parent.href === folder.href) throw new Error('the package.json of grantproof is gone: install it again')
  return findRoot(parent)
}

function manifestIn(folder: URL): Manifest | undefined {
  const file = new URL('package.json', folder)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : undefined
}
