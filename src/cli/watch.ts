import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { isLoopback } from '../config/addresses.ts'
import { chooseTarget, type LoadedConfig, loadConfig } from '../config/index.ts'
import { exitCodes } from '../gate/gate.ts'
import { printable } from '../report/printable.ts'
import { CliError } from './failure.ts'
import { watchPath } from './file-changes.ts'
import { watchedVariable } from './watched.ts'

/** What is watched, and for which target. */
export interface Watched {
  config?: string | undefined
  target?: string | undefined
  /** Files and folders; a change in one of them starts the next run, as a change of the configuration does. */
  paths: readonly string[]
  /** The folder of reports: each run writes there, so that nothing below it starts the next. */
  reportsDir: string
}

/** Several changes that come together are one. */
const restMs = 300
/** A server that is started anew is waited for. */
const patienceMs = 60_000

/** Runs this process's command line again and again, each time in a process of its own: after a change, once the server answers again, or when somebody presses Enter. Ends with
 *  Ctrl+C or the end of stdin, by the exit code of the last run. Only for a server on this machine. */
export async function watch(watched: Watched): Promise<number> {
  const loaded = await loadConfig({ cwd: process.cwd(), file: watched.config })
  const server = serverOf(loaded, watched.target)
  const changes = new Changes([loaded.file, ...watched.paths], watched.reportsDir)
  try {
    for (;;) {
      await isListening(server)
      changes.forget()
      const code = await once()
      if (code === exitCodes.interrupted || process.stdin.readableEnded) return code
      process.stderr.write('\nwatching: Enter judges again, and so does a change; Ctrl+C ends\n')
      if (!(await changes.next())) return code
    }
  } finally {
    changes.close()
  }
}

function serverOf({ config }: LoadedConfig, name: string | undefined): URL {
  const { target } = chooseTarget(config, name)
  const url = target.issuer ?? target.endpoints?.token_endpoint
  if (url !== undefined && isLoopback(url)) return new URL(url)
  throw new CliError(
    exitCodes.usage,
    'only a server on this machine is judged again and again, since every run sends all its requests anew',
    ['leave --watch out'],
  )
}

function once(): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, [watchedVariable]: '1' },
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? exitCodes.interrupted))
  })
}

/** What starts the next run: a change of a file, or a line on stdin. */
class Changes {
  readonly #watchers: { close(): void }[]
  #changed = false
  #tell: ((more: boolean) => void) | undefined

  constructor(paths: readonly string[], except: string) {
    const missing = paths.filter((path) => !existsSync(path))
    if (missing.length > 0)
      throw new CliError(exitCodes.usage, `there is nothing to watch at ${missing.join(', ')}`, [
        `a selection stands before --watch: grantproof run ${missing[0]} --watch`,
      ])
    this.#watchers = paths.map((path) => watchPath(path, { except, changed: () => this.#note(), lost: (error) => tellLost(path, error) }))
    process.stdin.on('data', () => this.#tell?.(true)).on('end', () => this.#tell?.(false))
  }

  /** What changed until now has been judged, or is about to be. */
  forget(): void {
    this.#changed = false
  }

  /** False when nobody is there any more. */
  async next(): Promise<boolean> {
    if (!this.#changed) {
      const more = await new Promise<boolean>((resolve) => {
        this.#tell = resolve
      })
      this.#tell = undefined
      if (!more) return false
    }
    await delay(restMs)
    return true
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.close()
    process.stdin.pause()
  }

  #note(): void {
    this.#changed = true
    this.#tell?.(true)
  }
}

function tellLost(path: string, { code, message }: NodeJS.ErrnoException): void {
  process.stderr.write(`${printable(`grantproof: ${path} is not watched any more (${code ?? message}); Enter judges again`)}\n`)
}

/** Waits until somebody listens at the server's port; in vain, the run itself says what is wrong. */
async function isListening({ hostname, port, protocol }: URL): Promise<void> {
  const address = { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) || (protocol === 'https:' ? 443 : 80) }
  for (const until = Date.now() + patienceMs; Date.now() < until; await delay(200)) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(address, () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (open) return
  }
}
