import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { HarnessConfig } from '../config/index.ts'
import type { Run } from '../report/run.ts'

const bin = fileURLToPath(new URL('../cli/bin.js', import.meta.url))

/** A folder of a user's own, with a configuration in it. */
export function ownFolder(config: HarnessConfig | Record<string, unknown>): string {
  const folder = mkdtempSync(join(tmpdir(), 'grantproof-canary-'))
  folders.push(folder)
  writeFileSync(join(folder, 'harness.config.json'), JSON.stringify(config))
  return folder
}

const folders: string[] = []

/** Removes every folder that was made: for the end of a test file. */
export function sweep(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

/** What a command left behind: by name, all that it printed and every file that it wrote. */
export interface Left {
  exitCode: number
  outputs: Record<string, string>
  /** Empty when there is no run.json. */
  run: Partial<Run>
}

/** Runs the command line as a process of its own, in a folder, and gathers everything that could give a secret away. */
export async function command(folder: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Left> {
  const { GITHUB_ACTIONS: _, FORCE_COLOR: __, ...env } = process.env
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env: { ...env, NO_COLOR: '1', ...environment } })
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)))
  const [exitCode, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('harness.config'))
    .map((entry) => join(entry.parentPath, entry.name))
  const written = Object.fromEntries(files.map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]))
  const run = Object.entries(written).find(([name]) => name.endsWith('run.json'))?.[1]
  return { exitCode, outputs: { ...written, stdout, stderr }, run: run === undefined ? {} : (JSON.parse(run) as Run) }
}
