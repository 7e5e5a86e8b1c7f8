import { type Command, InvalidArgumentError, Option } from 'commander'
import { exitCodes, exitMeanings } from '../../gate/gate.ts'
import { evidenceKinds } from '../../report/evidence.ts'
import { type FormatName, formats } from '../../report/formats.ts'
import { offeredProfiles } from '../../spec/profiles.ts'
import { severities } from '../../spec/severity.ts'

/** Takes the exit code of a command. */
export type Done = (exitCode: number) => void

/** Examples below a help text. */
export const examples = (lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ grantproof ${line}`.trimEnd()).join('\n')}`

/** An option that names the configuration. */
export const configured = (command: Command): Command =>
  command.option('--config <file>', 'the configuration; default: harness.config.ts, .js, .json or .yaml here')

/** An option that names the folder in which runs are written and looked for. */
export const inReports = (command: Command): Command => command.option('--reports-dir <dir>', 'the folder of reports', 'reports')

/** What differs between commands that decide a build. */
interface GatedWords {
  /** By which profile is graded where nobody names one. */
  usualProfile: string
  /** What is left to say by a command that prints nothing. */
  quiet: string
}

/** Options of commands that decide a build. */
export const gated = (command: Command, { usualProfile, quiet }: GatedWords): Command =>
  inReports(command)
    .addOption(new Option('--profile <name>', `what is graded by; default: ${usualProfile}`).choices(offeredProfiles))
    .addOption(
      new Option('--fail-on <what>', 'what stops a build: failures (default), warnings too, or failures that are new').choices([
        'fail',
        'warn',
        'new',
      ]),
    )
    .addOption(new Option('--severity <least>', 'the least severity that stops a build').choices(severities))
    .option('--allow-blocked', 'lets scenarios pass that came to no verdict')
    .option('--coverage <percent>', 'how many of a hundred selected scenarios must be graded', whole(0, 100))
    .option('--baseline <run>', 'an earlier run of the same target, whose findings are not new; latest: its last one')
    .option('--waivers <file>', 'known findings; default: waivers.yaml beside the configuration')
    .option('--no-waivers', 'overlooks nothing')
    .option('--strict-waivers', 'a waiver that covers nothing stops a build too')
    .option('--json', 'prints the run as JSON on stdout')
    .option('--quiet', `prints nothing but errors: ${quiet}`)
    .option('--verbose', verboseHelp)

/** What --verbose shows. */
export const verboseHelp = 'shows every scenario as soon as it is judged, every row, and the requests of failed rows as curl commands'

/** What a selection is. */
export const selectionHelp = `
A selection is a scenario's id, a folder of suites/, a glob, a requirement's id, or a file; nothing selects everything.`

type ExitName = keyof typeof exitCodes

/** What the exit codes of a command mean: of those that are named, with meanings of its own where it has some, and of those that any command may end with. */
export function exitHelp(named: readonly ExitName[], own: Partial<Record<ExitName, string>> = {}): string {
  const has = (name: ExitName): boolean => named.includes(name) || name in own || ofAny.includes(name)
  const names = (Object.keys(exitCodes) as ExitName[]).filter(has)
  return `\nExit codes:\n${names.map((name) => `  ${String(exitCodes[name]).padEnd(4)} ${own[name] ?? exitMeanings[name]}`).join('\n')}`
}

const ofAny: readonly ExitName[] = ['usage', 'internal', 'interrupted']

/** Every exit code, as of a command that judges a server. */
export const everyExit = Object.keys(exitCodes) as readonly ExitName[]

/** The run itself is written in any case. */
const further = (Object.keys(formats) as FormatName[]).filter((name) => name !== 'json')

/** Formats that are written beside a run. */
export const furtherReports = (): Option =>
  new Option('--report <formats>', `also writes the run in these formats beside it; may be given again: ${further.join(', ')}`).argParser(
    formatNames,
  )

function formatNames(value: string, former: FormatName[] | undefined): FormatName[] {
  const names = value.split(',')
  const unknown = names.find((name) => !(further as string[]).includes(name))
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is no format. Allowed choices are ${further.join(', ')}.`)
  return [...(former ?? []), ...(names as FormatName[])]
}

/** What a run keeps. */
export const keptEvidence = (): Option =>
  new Option(
    '--evidence <kind>',
    'what is kept beside findings: nothing (it cannot be judged again then), exchanges with marks for secrets (default), or also a HAR with the secrets',
  ).choices(evidenceKinds)

/** An option that may be given again. */
export const gathered = (value: string, former: string[]): string[] => [...former, value]

/** The same, without a default. */
export const gatheredOrNone = (value: string, former: string[] | undefined): string[] => gathered(value, former ?? [])

/** A whole number within bounds. */
export function whole(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    throw new InvalidArgumentError(
      `Expected a whole number ${most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`}.`,
    )
  }
}
