import { join } from 'node:path'
import { type LoadedConfig, loadConfig, resolveTarget, targetNames } from '../config/index.ts'
import { exitCodes } from '../gate/gate.ts'
import { readRun } from '../report/read.ts'
import { renderReplay, replayed } from '../report/replay.ts'
import type { Run } from '../report/run.ts'
import { terminalStyle } from '../report/terminal-style.ts'
import { isFound } from '../scenario/outcome.ts'
import type { ProfileName } from '../spec/index.ts'
import { CliError } from './failure.ts'
import { fetchJson } from './fetch-json.ts'
import { withTodaysIds } from './gating.ts'
import { loadKnown } from './load-entries.ts'
import { entryOf } from './rejudge.ts'
import { type RunOptions, runTarget } from './run.ts'
import { select } from './select.ts'

export interface ReplayOptions extends Pick<RunOptions, 'config' | 'target' | 'seed'> {
  /** The folder of reports, in which the run is looked for. */
  reportsDir: string
}

/** Sends scenarios of a saved run again and says which of its findings still happen. What comes of it stands below `replays/` in the reports, so that the
 *  run itself stays the last one. Exit code 0 only when none happens any more: what came to no verdict is not mended. */
export async function replay(where: string, asked: string[], options: ReplayOptions): Promise<number> {
  const loaded = await loadConfig({ cwd: process.cwd(), file: options.config })
  const known = await loadKnown({ config: options.config })
  const saved = withTodaysIds(readRun(where, options.reportsDir).run, known)
  const ids = foundIds(saved, asked.length === 0 ? undefined : new Set(select(known, asked).map(({ id }) => id)))
  const { seed, reportsDir } = options
  const name = await targetOf(saved, loaded, options.target)
  const there = ids.filter((id) => entryOf(id, known))
  const again = there.length > 0 ? await sentAgain(loaded, name, there, { profile: saved.profile, reportsDir, seed }) : { results: [] }
  const findings = replayed({ ...saved, results: saved.results.filter(({ id }) => ids.includes(id)) }, again)
  process.stdout.write(renderReplay(findings, terminalStyle(process.stdout, process.env)))
  return findings.every((one) => one.again === 'no longer happens') ? exitCodes.clean : exitCodes.gateNotMet
}

interface Sending {
  profile: ProfileName
  reportsDir: string
  seed: number | undefined
}

async function sentAgain(loaded: LoadedConfig, name: string, ids: string[], { profile, reportsDir, seed }: Sending): Promise<Run> {
  const again = await runTarget(loaded, name, ids, {
    profile,
    waivers: false,
    reportsDir: join(reportsDir, 'replays'),
    quiet: true,
    ...(seed !== undefined && { seed }),
  })
  if (!again.noFlow) return again
  throw new CliError(exitCodes.notReady, `the first honest flow failed, so nothing was replayed: ${again.noFlow.reason}`, [
    'grantproof doctor says what to mend',
  ])
}

/** Scenarios of a run in which something was found; of those that were asked for, where somebody asked. */
function foundIds({ results }: Run, asked: ReadonlySet<string> | undefined): string[] {
  const ids = results.filter(({ id, rows }) => (asked?.has(id) ?? true) && rows.some(({ outcome }) => isFound(outcome))).map(({ id }) => id)
  if (ids.length > 0) return ids
  throw new CliError(
    exitCodes.nothingSelected,
    `there is nothing to replay: that run found nothing${asked ? ' in what was asked for' : ''}`,
    ['grantproof run judges again what was not found'],
  )
}

/** The target that somebody asked for, or that of the run as long as it is the same server. */
async function targetOf({ target }: Run, { config, dir }: LoadedConfig, asked: string | undefined): Promise<string> {
  const names = targetNames(config)
  const name = asked ?? target.name
  if (!names.includes(name)) {
    const problem =
      asked === undefined
        ? `the run is of the target "${name}", which this configuration does not have`
        : `this configuration has no target "${name}"`
    throw new CliError(exitCodes.usage, problem, [`say which is meant: --target ${names.join(' or --target ')}`])
  }
  if (asked !== undefined) return name
  const { issuer } = await resolveTarget(config, { name, dir, fetchJson })
  if (issuer === target.issuer) return name
  throw new CliError(exitCodes.usage, `the run is of ${target.issuer}, and the configuration's target "${name}" is ${issuer} by now`, [
    `if that server is meant, say so: --target ${name}`,
  ])
}
