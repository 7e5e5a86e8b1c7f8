import { join, relative } from 'node:path'
import { gateWishes } from '../config/gate.ts'
import { addWaiver, type WrittenWaiver } from '../config/waivers.ts'
import { exitCodes } from '../gate/gate.ts'
import { globPattern } from '../gate/glob.ts'
import { violatesOnly } from '../gate/waivers.ts'
import { printable } from '../report/printable.ts'
import { readRun } from '../report/read.ts'
import type { Run } from '../report/run.ts'
import { isFound } from '../scenario/outcome.ts'
import { CliError } from './failure.ts'
import { usualWaivers } from './gating.ts'
import { configurationHere } from './load-entries.ts'
import { near } from './near.ts'

export interface WaiveOptions {
  config?: string
  /** The run that has the finding: a file, a folder, a target or `latest`. */
  run: string
  /** The folder of reports. */
  reportsDir: string
  row?: string
  /** Whether it holds for every target, and not for the run's alone. */
  anyTarget?: boolean
  expect?: 'fail' | 'warn'
  reason: string
  owner: string
  ticket?: string
  /** A day, such as 2027-03-31. */
  expires: string
  /** Where to; default: what the configuration says, or waivers.yaml beside it. */
  waivers?: string
}

/** Writes a waiver for a finding of a run: of a scenario, or of every scenario under a requirement. Refuses where there is nothing to waive. */
export async function waive(id: string, options: WaiveOptions): Promise<number> {
  const { run } = readRun(options.run, options.reportsDir)
  const { key, expect } = findingOf(id, run, options)
  const { reason, owner, ticket, expires, row, anyTarget = false } = options
  const entry: WrittenWaiver = {
    [key]: id,
    ...(row !== undefined && { row }),
    ...(!anyTarget && { target: run.target.name }),
    expect,
    reason,
    owner,
    ...(ticket !== undefined && { ticket }),
    created: new Date().toISOString().slice(0, 10),
    expires,
  }
  const file = await fileFor(run, options)
  await addWaiver(file, entry)
  process.stdout.write(`${printable(relative('', file))} overlooks ${printable(id)} (${expect}) until ${expires}\n`)
  return exitCodes.clean
}

function findingOf(id: string, run: Run, { row, expect }: WaiveOptions): { key: 'scenario' | 'requirement'; expect: 'fail' | 'warn' } {
  const wanted = globPattern(id)
  const scenarios = run.results.filter((result) => wanted.test(result.id))
  const key = scenarios.length > 0 ? 'scenario' : 'requirement'
  const results =
    scenarios.length > 0 ? scenarios : run.results.filter(({ requirements }) => requirements.some((one) => wanted.test(one.id)))
  if (results.length === 0) throw unknown(id, run)
  const isMeant = (result: Run['results'][number], one: (typeof result)['rows'][number]): boolean =>
    (row === undefined || globPattern(row).test(one.name)) && (key === 'scenario' || violatesOnly(wanted, one, result))
  const rows = results.flatMap((result) => result.rows.filter((one) => isMeant(result, one)))
  const found = (['fail', 'warn'] as const).filter((outcome) => rows.some((one) => one.outcome === outcome))
  const [worst] = expect === undefined ? found : found.filter((outcome) => outcome === expect)
  if (worst) return { key, expect: worst }
  const what = `${id}${row === undefined ? '' : `, ${row}`}`
  throw new CliError(exitCodes.nothingSelected, `there is nothing to waive: in this run ${what} has no ${expect ?? 'fail or warn'}`, [
    'name the run that has the finding: --run reports/staging/run.json',
  ])
}

function unknown(id: string, { results }: Run): CliError {
  const found = results.filter(({ outcome }) => isFound(outcome))
  const suggested = near(
    id,
    found.map((result) => result.id),
  )
  return new CliError(exitCodes.nothingSelected, `this run judged nothing that is called "${id}"`, [
    ...(suggested.length > 0 ? [`did you mean ${suggested.join(', or ')}?`] : []),
    'it takes the id of a scenario or of a requirement, or a glob',
  ])
}

async function fileFor({ target, profile }: Run, { waivers, config }: WaiveOptions): Promise<string> {
  if (waivers !== undefined) return waivers
  const loaded = await configurationHere(config)
  if (!loaded) return usualWaivers
  return gateWishes(loaded.config, { name: target.name, profile, dir: loaded.dir }).waivers ?? join(loaded.dir, usualWaivers)
}
