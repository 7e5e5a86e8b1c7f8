import type { LoadedConfig } from '../config/index.ts'
import { targetsOf } from '../config/parse.ts'
import { exitCodes, gate } from '../gate/gate.ts'
import { keptNothing } from '../report/evidence.ts'
import { printable } from '../report/printable.ts'
import { readRun } from '../report/read.ts'
import type { Run } from '../report/run.ts'
import type { Entry } from '../scenario/catalog.ts'
import type { ProfileName } from '../spec/index.ts'
import { changedSources, differences } from './differences.ts'
import { CliError } from './failure.ts'
import { type GateFlags, gating } from './gating.ts'
import { configurationHere, loadEntries } from './load-entries.ts'
import { rejudge } from './rejudge.ts'
import { printJson, showRun } from './show-run.ts'
import { version } from './version.ts'

export interface JudgeOptions extends GateFlags {
  config?: string
  profile?: ProfileName
  json?: boolean
  verbose?: boolean
  /** Prints nothing: the exit code says all. */
  quiet?: boolean
}

/** Computes every verdict of a saved run again from its evidence, and says where that differs from what was recorded. Writes nothing. */
export async function judge(where: string, options: JudgeOptions): Promise<number> {
  const { run: recorded, file } = readRun(where, options.reportsDir)
  if (recorded.evidence === 'none')
    throw new CliError(exitCodes.usage, keptNothing, [
      'judge a run that was kept with its evidence: --evidence marks, as it is without the option',
    ])
  const loaded = await configurationHere(options.config)
  const { name } = recorded.target
  const entries = loaded ? await loadEntries(globsOf(loaded, name), loaded.dir) : await loadEntries()
  const again = rejudge(recorded, entries, options.profile)
  const { gate: by, mark } = await gating(options, { loaded, name, profile: again.profile, entries, startedAt: recorded.startedAt })
  const marked = mark(again)
  const decided = gate(marked, by)
  const run = { ...marked, gate: decided }
  if (options.json) printJson(run)
  else if (!options.quiet) showRun(run, { files: [file], verbose: options.verbose ?? false })
  if (!options.quiet)
    process.stderr.write(
      remarks(recorded, run, entries)
        .map((line) => `${printable(line)}\n`)
        .join(''),
    )
  return decided.exitCode
}

/** Globs of the user's own scenarios that the run may have been made with, where the configuration is here. */
function globsOf({ config }: LoadedConfig, name: string): readonly string[] {
  const targets = targetsOf(config)
  if (Object.hasOwn(targets, name)) return targets[name]!.scenarios ?? []
  return Object.values(targets).flatMap(({ scenarios }) => scenarios ?? [])
}

function remarks(recorded: Run, run: Run, entries: readonly Entry[]): string[] {
  const changed = changedSources(recorded, entries)
  const differing = differences(recorded, run)
  const other = recorded.tool.version === version() ? [] : [`recorded by grantproof ${recorded.tool.version}, judged by ${version()}`]
  return [
    ...other,
    ...(run.profile === recorded.profile ? [] : [`recorded in the profile ${recorded.profile}, judged in ${run.profile}`]),
    ...(changed.length > 0 ? [`changed since the run: ${changed.join(', ')}`] : []),
    differing.length === 0
      ? 'every verdict is the recorded one'
      : `${differing.length} of the verdicts ${differing.length === 1 ? 'differs from the recorded one' : 'differ from the recorded ones'}:`,
    ...differing.map((line) => `  ${line}`),
  ]
}
