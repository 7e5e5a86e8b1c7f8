import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type GateWishes, gateWishes } from '../config/gate.ts'
import type { LoadedConfig } from '../config/index.ts'
import { readWaivers } from '../config/waivers.ts'
import { markNew } from '../gate/compare.ts'
import { exitCodes } from '../gate/gate.ts'
import { applyWaivers } from '../gate/waivers.ts'
import { targetFolder } from '../report/paths.ts'
import { readRun } from '../report/read.ts'
import type { GateOptions, Run } from '../report/run.ts'
import type { Entry } from '../scenario/catalog.ts'
import type { ProfileName } from '../spec/index.ts'
import { CliError } from './failure.ts'
import { entryOf } from './rejudge.ts'

/** What a command line says of the gate; it goes before the configuration. */
export interface GateFlags {
  failOn?: GateOptions['failOn']
  severity?: GateOptions['severity']
  allowBlocked?: boolean
  coverage?: number
  strictWaivers?: boolean
  /** A file; false: none, whatever the configuration says. */
  waivers?: string | false
  /** An earlier run of the same target: a file, a folder, its name, or `latest`, its last one. */
  baseline?: string
  /** The folder of reports, in which a baseline is looked for. */
  reportsDir: string
}

/** How a run is gated: what is marked in it, and by what it is decided. */
export interface Gating {
  gate: GateOptions
  mark(run: Run): Run
}

/** What a gate needs to know of the target and its scenarios. */
export interface Gated {
  loaded: Pick<LoadedConfig, 'config' | 'dir'> | undefined
  name: string
  profile: ProfileName
  entries: readonly Entry[]
  /** When the run began, where one is judged again. */
  startedAt?: string
}

/** Reads the waivers and the baseline, before anything is sent. Throws when one cannot be read, or when "new" has nothing to compare with. */
export async function gating(flags: GateFlags, { loaded, name, profile, entries, startedAt }: Gated): Promise<Gating> {
  const wishes: GateWishes = loaded ? gateWishes(loaded.config, { name, profile, dir: loaded.dir }) : {}
  const gate = optionsOf(flags, wishes)
  const from = flags.baseline ?? wishes.baseline
  const baseline = from === undefined ? undefined : withTodaysIds(baselineOf({ name, startedAt }, from, flags.reportsDir), entries)
  if (gate.failOn === 'new' && !baseline) throw new CliError(exitCodes.usage, needsBaseline, [baselineHint])
  const file = waiversFile(flags, wishes, loaded?.dir ?? process.cwd())
  const waivers = file === undefined ? undefined : await readWaivers(file)
  const today = new Date().toISOString().slice(0, 10)
  const mark = (run: Run): Run => {
    const marked = baseline ? markNew(run, baseline) : run
    return waivers ? applyWaivers(marked, waivers, today) : marked
  }
  return { gate, mark }
}

/** By failures alone, with nothing overlooked. */
export const plainGating = (options: Partial<GateOptions> = {}): Gating => ({
  gate: { failOn: 'fail', allowBlocked: false, ...options },
  mark: (run) => run,
})

/** The earlier run of this target. Throws for one of another, whose findings say nothing of what is new here, and for the run itself, to which nothing is. */
function baselineOf({ name, startedAt }: { name: string; startedAt: string | undefined }, from: string, reportsDir: string): Run {
  const { run, file } = readRun(from === 'latest' ? targetFolder(reportsDir, name) : from, reportsDir)
  if (run.target.name === name && run.startedAt === startedAt)
    throw new CliError(exitCodes.usage, `the baseline ${file} is the very run that is judged, so that nothing could be new`, [
      `name an earlier one: ${join(targetFolder(reportsDir, name), 'history')} has those before it`,
    ])
  if (run.target.name === name) return run
  const problem = `the baseline ${file} is a run of ${run.target.name}, which cannot say what is new at ${name}`
  throw new CliError(exitCodes.usage, problem, [
    `name a run of ${name}: --baseline latest is its last one, and gate.baseline in the configuration has one for each target`,
    'other servers stand side by side: grantproof report RUN RUN',
  ])
}

const needsBaseline = 'only new failures are to stop the build, and no baseline says which are new'
const baselineHint = 'name an earlier run: --baseline reports/staging/run.json, or gate.baseline in the configuration'

function optionsOf(flags: GateFlags, wishes: GateWishes): GateOptions {
  const { failOn = 'fail', allowBlocked = false, severity, coverage, strictWaivers } = { ...wishes, ...given(flags) }
  return {
    failOn,
    allowBlocked,
    ...(severity !== undefined && { severity }),
    ...(coverage !== undefined && { coverage }),
    ...(strictWaivers !== undefined && { strictWaivers }),
  }
}

const given = ({ failOn, severity, allowBlocked, coverage, strictWaivers }: GateFlags): Partial<GateOptions> =>
  Object.fromEntries(
    Object.entries({ failOn, severity, allowBlocked, coverage, strictWaivers }).filter(([, value]) => value !== undefined),
  ) as Partial<GateOptions>

/** The waivers that somebody named, or those beside the configuration. */
function waiversFile({ waivers }: GateFlags, wishes: GateWishes, dir: string): string | undefined {
  if (waivers === false) return undefined
  const named = waivers ?? wishes.waivers
  if (named !== undefined) return named
  const usual = join(dir, usualWaivers)
  return existsSync(usual) ? usual : undefined
}

/** The file of waivers beside a configuration. */
export const usualWaivers = 'waivers.yaml'

/** A run under the ids that its scenarios have today, so that a renamed one is still the same. */
export const withTodaysIds = (run: Run, entries: readonly Entry[]): Run => ({
  ...run,
  results: run.results.map((result) => ({ ...result, id: entryOf(result.id, entries)?.id ?? result.id })),
})
