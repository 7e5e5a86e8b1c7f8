import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { ScenarioResult } from '../scenario/result.ts'
import { beside } from './beside.ts'
import { type FormatName, filesOf, formats, placeOfFormat } from './formats.ts'
import { historyName } from './paths.ts'
import type { GateResult, Run } from './run.ts'
import { RunText } from './run-text.ts'

/** What is known of a run when it begins. */
export type RunMeta = Pick<
  Run,
  'tool' | 'target' | 'configuration' | 'evidence' | 'profile' | 'startedAt' | 'warnings' | 'selection' | 'facts'
>

/** What becomes known of a run while it goes on. */
export type RunNews = Partial<Pick<Run, 'facts' | 'requests' | 'noFlow' | 'warnings' | 'selection'>>

interface OpenRun {
  /** The target's folder: `targetFolder(reports, name)`. Made when it does not exist. */
  dir: string
  meta: RunMeta
  /** Closes secrets that were learnt after they had been recorded; on each result as it comes and on the whole text at the end. */
  reclose?: (text: string) => string
  /** Asked at each writing, so that the file of a killed run holds what was known by then. */
  live?: () => RunNews
}

interface FinishRun {
  /** Default true; false for an interrupted run, which then says so. */
  complete?: boolean
  /** Marks rows of the finished run: what is new, what is waived. */
  mark?: (run: Run) => Run
  gate?: (run: Run) => GateResult
}

/** A run on its way to the disk. The file is a whole, valid run at every moment. */
export interface RunWriter {
  readonly file: string
  /** Where the former run went, if there was one. */
  readonly former: string | undefined
  add(result: ScenarioResult): void
  update(news: RunNews): void
  /** Writes what is known now, closed once more: for the exit and signal handlers of the caller. */
  flushSync(): void
  /** Writes the run for good and hands back what the file says: render reports from that. Once it is finished, it stays as it is. */
  finish(end?: FinishRun): Run
  /** Writes a report or a picture beside the run and returns its path. `name` may have a folder in it. */
  view(name: string, content: string | Buffer): string
  /** Writes a file beside the run that its owner alone may read. */
  secret(name: string, content: string): string
}

const formatNames = Object.keys(formats) as FormatName[]
/** Reports that stand beside `run.json`, files and folders. Those of a former run go when a new run begins: they would belie it. */
const views: ReadonlySet<string> = new Set(formatNames.filter((name) => name !== 'json').map(placeOfFormat))

const runFile = 'run.json'
/** The exchanges with their secrets, where somebody asked for them. */
export const inClearFile = 'exchanges-in-clear.har'
const restMs = 250

/** Writes a finished run in further formats beside it, and returns where they are. */
export async function writeFormats(writer: RunWriter, run: Run, names: readonly FormatName[]): Promise<string[]> {
  const places: string[] = []
  for (const name of new Set(names)) {
    for (const [path, text] of Object.entries(await filesOf(name, run, beside(writer.file)))) writer.view(path, text)
    places.push(join(dirname(writer.file), placeOfFormat(name)))
  }
  return places
}

/** Opens `run.json` in a target's folder and moves the former one to `history/`. */
export function openRun(options: OpenRun): RunWriter {
  mkdirSync(options.dir, { recursive: true })
  const former = keepFormer(options.dir)
  sweep(options.dir)
  return new RunOnDisk(options, former)
}

class RunOnDisk implements RunWriter {
  readonly file: string
  readonly former: string | undefined
  readonly #options: OpenRun
  readonly #text: RunText
  readonly #began = performance.now()
  #news: RunNews = {}
  #pending: NodeJS.Timeout | undefined
  #restUntil = 0
  #finished: Run | undefined

  constructor(options: OpenRun, former: string | undefined) {
    this.file = join(options.dir, runFile)
    this.former = former
    this.#options = options
    this.#text = new RunText(options.reclose ?? ((text) => text))
    this.flushSync()
  }

  add(result: ScenarioResult): void {
    this.#text.add(result)
    this.#writeSoon()
  }

  update(news: RunNews): void {
    this.#news = { ...this.#news, ...news }
    this.#writeSoon()
  }

  flushSync(): void {
    if (!this.#finished) this.#write(() => this.#text.pieces(this.#text.closed(this.#head())))
  }

  finish({ complete = true, mark = (run) => run, gate }: FinishRun = {}): Run {
    if (this.#finished) return this.#finished
    const before = this.#text.results()
    const run = mark({ ...this.#head(), complete, finishedAt: new Date().toISOString(), results: before })
    for (const [i, result] of run.results.entries()) if (result !== before[i]) this.#text.add(result)
    const { results: _, ...head } = gate ? { ...run, gate: gate(run) } : run
    const closed = this.#text.closed(head)
    this.#write(() => this.#text.pieces(closed))
    this.#finished = closed
    return closed
  }

  view(name: string, content: string | Buffer): string {
    const path = join(this.#options.dir, name)
    mkdirSync(dirname(path), { recursive: true })
    replaceFile(path, [typeof content === 'string' ? Buffer.from(content) : content])
    return path
  }

  secret(name: string, content: string): string {
    const path = join(this.#options.dir, name)
    replaceFile(path, [Buffer.from(content)], 0o600)
    return path
  }

  #head(): Omit<Run, 'results'> {
    const { tool, target, profile, startedAt, ...known } = this.#options.meta
    const durationMs = Math.round(performance.now() - this.#began)
    const begun = { schemaVersion: 1, tool, target, profile, startedAt, durationMs, complete: false, requests: 0 } as const
    return { ...begun, ...known, ...this.#news, ...this.#options.live?.(), summary: this.#text.summary() }
  }

  /** Rests at least forty times as long as a writing took, so that a big run does not disturb what is measured meanwhile. */
  #write(content: () => readonly Buffer[]): void {
    clearTimeout(this.#pending)
    this.#pending = undefined
    const from = performance.now()
    replaceFile(this.file, content())
    this.#restUntil = performance.now() + Math.max(restMs, 40 * (performance.now() - from))
  }

  /** A disk that is full for a moment must not end the run: what stays wrong shows in finish. */
  #writeSoon(): void {
    this.#pending ??= setTimeout(() => quietly(() => this.#writeGrowing()), Math.max(0, this.#restUntil - performance.now())).unref()
  }

  #writeGrowing(): void {
    if (!this.#finished) this.#write(() => this.#text.pieces(this.#head()))
  }
}

/** Whoever reads sees the former content or the new one, never a part. */
function replaceFile(file: string, pieces: readonly Buffer[], mode = 0o666): void {
  const fresh = `${file}.${process.pid}.tmp`
  const descriptor = openSync(fresh, 'w', mode)
  try {
    for (const piece of pieces) writeFileSync(descriptor, piece)
  } finally {
    closeSync(descriptor)
  }
  renameSync(fresh, file)
}

function keepFormer(dir: string): string | undefined {
  const file = join(dir, runFile)
  if (!existsSync(file)) return undefined
  const history = join(dir, 'history')
  mkdirSync(history, { recursive: true })
  const name = historyName(startOf(file))
  let kept = join(history, `${name}.json`)
  for (let i = 2; existsSync(kept); i++) kept = join(history, `${name}-${i}.json`)
  renameSync(file, kept)
  return kept
}

/** A former run that cannot be read is kept too, under the time it was written. */
function startOf(file: string): string {
  try {
    const startedAt = /^ {2}"startedAt": "([^"]+)"/m.exec(beginningOf(file))?.[1]
    if (startedAt !== undefined && !Number.isNaN(Date.parse(startedAt))) return startedAt
  } catch {}
  return statSync(file).mtime.toISOString()
}

/** When a run began stands among its first members, and the whole may be many megabytes. */
function beginningOf(file: string): string {
  const descriptor = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(4096)
    return bytes.toString('utf8', 0, readSync(descriptor, bytes))
  } finally {
    closeSync(descriptor)
  }
}

function sweep(dir: string): void {
  for (const name of readdirSync(dir)) {
    if (/\.\d+\.tmp$/.test(name) || views.has(name) || name === inClearFile) rmSync(join(dir, name), { force: true, recursive: true })
  }
}

function quietly(deed: () => void): void {
  try {
    deed()
  } catch {}
}
