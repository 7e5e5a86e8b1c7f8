import { readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ConfigError } from './errors.ts'
import { installResolver } from './resolve-hook.ts'

/** Reads what a configuration file says, unchecked. Throws ConfigError when it cannot be read, parsed or run. */
export async function readConfigFile(path: string): Promise<unknown> {
  const read = readers[extname(path)]
  if (read === undefined) {
    throw new ConfigError(`${basename(path)}: found a file "*${extname(path)}", expected one of ${Object.keys(readers).join(', ')}`)
  }
  return read(path)
}

const readers: Readonly<Record<string, (path: string) => unknown>> = {
  '.ts': readModule,
  '.mts': readModule,
  '.js': readModule,
  '.mjs': readModule,
  '.json': readJson,
  '.yaml': readYaml,
  '.yml': readYaml,
}

async function readModule(path: string): Promise<unknown> {
  installResolver()
  const module = await importModule(path)
  if (module['default'] !== undefined) return module['default']
  throw new ConfigError(`${basename(path)}: found no default export, expected the configuration`, [
    'write: export default defineConfig({ … })',
  ])
}

async function importModule(path: string): Promise<Record<string, unknown>> {
  try {
    return await import(/* @vite-ignore */ pathToFileURL(path).href)
  } catch (error) {
    throw new ConfigError(`${basename(path)} cannot be run: ${firstLine(error)}`, hintsFor(error), { cause: error })
  }
}

/** A syntax error says where it is only in the first line of its stack. */
function firstLine(error: unknown): string {
  if (!(error instanceof Error)) return 'it threw something that is no Error'
  const message = `${error.name}: ${error.message.split('\n')[0]}`
  const line = error instanceof SyntaxError ? /:(\d+)$/.exec((error.stack ?? '').split('\n')[0] ?? '')?.[1] : undefined
  return line === undefined ? message : `${message} (line ${line})`
}

function hintsFor(error: unknown): string[] {
  const code = (error as { code?: unknown } | null)?.code
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX')
    return ['Node runs TypeScript by leaving out types: no enum, namespace or parameter property']
  if (code === 'ERR_MODULE_NOT_FOUND') return ['"grantproof" itself is always found; install other packages beside the configuration']
  return []
}

/** The parser's own message quotes the text, which may hold a secret: only the place is taken from it. */
function readJson(path: string): unknown {
  const text = readText(path)
  try {
    return JSON.parse(text)
  } catch (error) {
    const offset = /at position (\d+)/.exec((error as Error).message)?.[1]
    throw new ConfigError(
      `${basename(path)} is no JSON${offset === undefined ? '' : `: line ${text.slice(0, Number(offset)).split('\n').length}`}`,
    )
  }
}

async function readYaml(path: string): Promise<unknown> {
  const { LineCounter, parseDocument } = await import('yaml')
  const lines = new LineCounter()
  const document = parseDocument(readText(path), { lineCounter: lines, merge: true, logLevel: 'error' })
  const error = document.errors[0]
  if (error !== undefined) {
    const what = error.code.toLowerCase().replaceAll('_', ' ')
    throw new ConfigError(`${basename(path)} is no YAML: line ${lines.linePos(error.pos[0]).line}, ${what}`)
  }
  try {
    return document.toJS()
  } catch {
    throw new ConfigError(
      `${basename(path)} is no YAML: an alias (*name) has no anchor (&name), or there are too many. Quote values that begin with "*".`,
    )
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    throw new ConfigError(`${basename(path)} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`)
  }
}
