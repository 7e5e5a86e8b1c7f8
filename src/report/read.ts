import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Run } from './run.ts'
import { runSchema } from './schema.ts'

/** A saved run that cannot be found or read; the message says which file and what to do. A matter of usage: exit code 2. */
export class RunFileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RunFileError'
  }
}

/** How a run of an older `schemaVersion` becomes one of the next version: `{ 1: (run) => ({ ...run, schemaVersion: 2 }) }`. */
type Upgrades = Readonly<Record<number, (run: Record<string, unknown>) => Record<string, unknown>>>
const upgrades: Upgrades = {}
const current = 1

/** Reads a saved run: a file or a pipe, a folder with a `run.json`, a target's name, or `latest` (written last below `reportsDir`).
 *  Throws RunFileError. Members that this version does not know are kept. */
export function readRun(where: string, reportsDir: string): { run: Run; file: string } {
  const file = where === 'latest' ? latest(reportsDir) : located(where, reportsDir)
  return { run: parseRun(textOf(file), file), file }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException
    throw new RunFileError(`${file} cannot be read (${code}). Name a run.json that you may read.`, { cause })
  }
}

/** The run in a text; `file` is only named in errors. Throws RunFileError. */
export function parseRun(text: string, file: string): Run {
  const run = upgraded(json(text, file), file)
  const checked = runSchema.safeParse(run)
  if (checked.success) return run as unknown as Run
  const problems = checked.error.issues.slice(0, 3).map(({ path, message }) => `${z.core.toDotPath(path) || 'the run'}: ${message}`)
  throw new RunFileError(`${file} is not a run of grantproof: ${problems.join('; ')}. Was it edited? Run again, or name another file.`)
}

function json(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new RunFileError(`${file} is not JSON: ${(cause as Error).message}. Name a run.json that grantproof wrote.`, { cause })
  }
}

function upgraded(value: unknown, file: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value) || typeof value.schemaVersion !== 'number') {
    throw new RunFileError(`${file} is not a run of grantproof: it has no schemaVersion. Name a run.json that grantproof wrote.`)
  }
  if (value.schemaVersion > current) {
    throw new RunFileError(
      `${file} has schemaVersion ${value.schemaVersion}, this grantproof reads up to ${current}. Use a newer grantproof.`,
    )
  }
  let run: Record<string, unknown> = { ...value }
  for (let version = value.schemaVersion; version < current; version++) {
    const upgrade = upgrades[version]
    if (!upgrade) throw new RunFileError(`${file} has schemaVersion ${version}, which no grantproof wrote. Name another run.`)
    run = upgrade(run)
  }
  return run
}

function located(where: string, reportsDir: string): string {
  const candidates = [where, join(where, 'run.json'), join(reportsDir, where, 'run.json')]
  const file = candidates.find((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === false)
  if (file) return file
  const problem = existsSync(where) ? `the folder "${where}" holds no run.json` : `there is no "${where}"`
  const targets = targetsWithRun(reportsDir)
  const there = targets.length > 0 ? `below ${reportsDir}: ${targets.join(', ')}` : `none has a run below ${reportsDir} yet`
  throw new RunFileError(`${problem}. Name a run.json, a folder with one, a target (${there}), or "latest" (the last run of all).`)
}

const targetsWithRun = (reportsDir: string): string[] =>
  statSync(reportsDir, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(reportsDir)
        .filter((name) => existsSync(join(reportsDir, name, 'run.json')))
        .sort()
    : []

function latest(reportsDir: string): string {
  const files = targetsWithRun(reportsDir).map((name) => join(reportsDir, name, 'run.json'))
  const newest = files.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0]
  if (newest) return newest
  throw new RunFileError(`no run is saved below ${reportsDir} yet. Start with "grantproof demo" or "grantproof run".`)
}
