import { type LoadedConfig, targetNames } from '../config/index.ts'
import { exitCodes, worstExitCode } from '../gate/gate.ts'
import { printableDeep } from '../report/printable.ts'
import { paper } from '../report/terminal/paper.ts'
import { terminalStyle } from '../report/terminal-style.ts'
import { usualBrowser } from '../user-agent/browser/launch.ts'
import type { Check } from './doctor/check.ts'
import { checkFile } from './doctor/configuration.ts'
import { checkBrowser, checkNode } from './doctor/environment.ts'
import { examine, withoutConfiguration } from './doctor/examine.ts'
import { told } from './doctor/told.ts'
import { printJson } from './show-run.ts'

export interface DoctorOptions {
  config?: string
  target?: string
  saveCa?: string
  json?: boolean
}

/** Looks at everything that has to be right before a server can be judged, from Node to the first token. Judges nothing. */
export async function doctor(options: DoctorOptions): Promise<number> {
  const on = paper(terminalStyle(process.stdout, process.env))
  const checks: Check[] = []
  for await (const check of everything(options)) {
    checks.push(check)
    if (!options.json) process.stdout.write(`${told(on, check).join('\n')}\n`)
  }
  const problems = checks.filter(({ state }) => state === 'problem')
  if (options.json) printJson({ ready: problems.length === 0, checks: printableDeep(checks) })
  else
    process.stdout.write(
      `\n${problems.length === 0 ? ready(options) : `${problems.length === 1 ? '1 problem' : `${problems.length} problems`}: mend the first, and ask again`}\n`,
    )
  return worstExitCode(problems.map(({ name }) => (here.has(name) ? exitCodes.usage : exitCodes.notReady)))
}

/** Checks of what is on this machine; the others ask the server. So a run ends by the same code for the same trouble. */
const here: ReadonlySet<string> = new Set(['Node', 'configuration', 'authorities'])

async function* everything({ config, target, saveCa }: DoctorOptions): AsyncGenerator<Check> {
  yield checkNode()
  yield checkBrowser(await usualBrowser())
  const { check, loaded } = await checkFile(config)
  if (check) yield check
  if (!loaded) return yield* withoutConfiguration()
  for (const name of chosen(loaded, target)) yield* examine(loaded, name, saveCa)
}

const chosen = ({ config }: LoadedConfig, target: string | undefined): (string | undefined)[] =>
  target === 'all' ? targetNames(config) : [target]

const ready = ({ config, target }: DoctorOptions): string =>
  `ready: grantproof run${config === undefined ? '' : ` --config ${config}`}${target === undefined ? '' : ` --target ${target}`}`
