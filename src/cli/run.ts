import { chooseTarget, DiscoveryError, type LoadedConfig, loadConfig, resolveTarget, targetNames } from '../config/index.ts'
import { targetsOf } from '../config/parse.ts'
import { worstExitCode } from '../gate/gate.ts'
import type { EvidenceKind } from '../report/evidence.ts'
import type { FormatName } from '../report/formats.ts'
import { targetFolder } from '../report/paths.ts'
import type { Run } from '../report/run.ts'
import type { ProfileName } from '../spec/index.ts'
import type { Target } from '../target/target.ts'
import { conduct } from './conduct.ts'
import { failureOf } from './failure.ts'
import { fetchJson } from './fetch-json.ts'
import { type GateFlags, gating } from './gating.ts'
import { loadEntries } from './load-entries.ts'
import { openSiteWithKept } from './login/with-kept-sessions.ts'
import { select } from './select.ts'
import { printJson, showRun } from './show-run.ts'
import { unreadText } from './unread-pages.ts'

export interface RunOptions extends GateFlags {
  config?: string
  target?: string
  profile?: ProfileName
  seed?: number
  evidence?: EvidenceKind
  concurrency?: number
  /** What else is written beside the run. */
  report?: FormatName[]
  json?: boolean
  verbose?: boolean
  /** Prints nothing of the run: the files and the exit code say all. */
  quiet?: boolean
}

/** Judges the target or targets of a configuration, one after another. Resolves with the gravest of their exit codes. */
export async function run(selection: string[], options: RunOptions): Promise<number> {
  const loaded = await loadConfig({ cwd: process.cwd(), file: options.config })
  const names = options.target === 'all' ? targetNames(loaded.config) : [chooseTarget(loaded.config, options.target).name]
  const runs: Run[] = []
  const codes: number[] = []
  for (const name of names) {
    try {
      const judged = await runTarget(loaded, name, selection, options)
      runs.push(judged)
      codes.push(judged.gate!.exitCode)
    } catch (error) {
      if (names.length === 1) throw error
      codes.push(toldOf(name, error))
    }
  }
  if (options.json) printJson(options.target === 'all' ? runs : runs[0])
  return worstExitCode(codes)
}

/** Tells that one of several targets was not reached, which keeps nobody from the others. Throws what is another matter. */
function toldOf(name: string, error: unknown): number {
  if (!(error instanceof DiscoveryError)) throw error
  const { text, exitCode } = failureOf(error, false)
  process.stderr.write(`target ${name} is not judged\n${text}`)
  return exitCode
}

/** Judges one target of a configuration, and shows it. */
export async function runTarget(loaded: LoadedConfig, name: string, asked: string[], options: RunOptions): Promise<Run> {
  const { config, dir } = loaded
  const target = withPace(await resolveTarget(config, { name, dir, fetchJson }), options)
  const all = await loadEntries(target.scenarios, dir)
  const entries = select(all, asked)
  const { reportsDir, seed, evidence, verbose = false, quiet = false } = options
  const profile = options.profile ?? target.profile
  const gated = await gating(options, { loaded, name, profile, entries })
  const site = openSiteWithKept(target, loaded)
  const { run, files } = await conduct({
    site,
    entries,
    asked,
    configuration: loaded.file,
    profile,
    seed,
    out: reportsDir,
    reports: options.report ?? targetsOf(config)[name]?.reports,
    evidence,
    gating: gated,
    verbose,
    quiet,
  })
  if (!options.json && !quiet) showRun(run, { files, verbose })
  if (!quiet && site.unread.length > 0) {
    const text = unreadText(site.unread, loaded.file, targetFolder(reportsDir, target.name))
    const stream = options.json ? process.stderr : process.stdout
    stream.write(`\n${text}\n`)
  }
  return run
}

const withPace = (target: Target, { concurrency }: RunOptions): Target =>
  concurrency === undefined ? target : { ...target, pace: { ...target.pace, concurrency } }
