import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Scenario } from './contract.ts'
import { HarnessError } from './errors.ts'

/** A scenario with its place in the catalogue. */
export interface Entry {
  /** The file's path below its suites folder, without extension: `pkce/rejects-wrong-code-verifier`. */
  id: string
  file: string
  scenario: Scenario
  /** SHA-256 of the file. */
  source: string
}

/** The folder of the scenarios that come with grantproof. */
export const ownSuites = fileURLToPath(new URL('../../suites', import.meta.url))

/** Loads every scenario below a folder, in the order of ids. */
export async function loadSuites(folder: string = ownSuites): Promise<Entry[]> {
  const names = (await readdir(folder, { recursive: true })).filter((file) => /\.(ts|js)$/.test(file) && !/\.(test\.|d\.ts$)/.test(file))
  const files = names.map((name) => join(folder, name))
  await loadTogether(files)
  return sorted(await Promise.all(files.map((file) => loadEntry(file, folder))))
}

/** For each `import()` of a module Node walks all that it depends on, which for hundreds that share one harness takes longer than to load them: one module
 *  that needs them all is walked once. What cannot be loaded says so when it is imported by itself. Vite, which Vitest is made of, has a loader of its own. */
async function loadTogether(files: readonly string[]): Promise<void> {
  if ('env' in import.meta) return
  const all = files.map((file) => `import ${JSON.stringify(pathToFileURL(file).href)}`).join('\n')
  await import(`data:text/javascript,${encodeURIComponent(all)}`).catch(() => {})
}

/** Loads a user's own scenarios. Their ids are paths below the folder of the configuration, under `own/`. */
export async function loadOwn(globs: readonly string[], folder: string): Promise<Entry[]> {
  const { glob } = await import('tinyglobby')
  const files = await glob([...globs], { cwd: folder, absolute: true })
  return sorted(await Promise.all(files.map((file) => loadEntry(file, folder, 'own/'))))
}

async function loadEntry(file: string, folder: string, prefix = ''): Promise<Entry> {
  const path = relative(folder, file).split(sep).join('/')
  const id = prefix + path.slice(0, -extname(path).length)
  const module: { default?: unknown } = await import(pathToFileURL(file).href)
  const scenario = module.default
  if (!isScenario(scenario))
    throw new HarnessError(
      `${path} is no scenario: it needs a default export made by scenario({ … }) with title, requirements, needs, act, control and verify.`,
    )
  return { id, file, scenario, source: hash('sha256', readFileSync(file)) }
}

const isScenario = (value: unknown): value is Scenario =>
  typeof value === 'object' &&
  value !== null &&
  ['act', 'control', 'verify'].every((name) => typeof (value as Record<string, unknown>)[name] === 'function') &&
  ['requirements', 'needs'].every((name) => Array.isArray((value as Record<string, unknown>)[name]))

const sorted = (entries: Entry[]): Entry[] => entries.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
