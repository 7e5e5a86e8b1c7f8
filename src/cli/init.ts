import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { parseConfig } from '../config/index.ts'
import { exitCodes } from '../gate/gate.ts'
import { printable } from '../report/printable.ts'
import { CliError } from './failure.ts'
import { type Answers, checkGiven, type Given, gather } from './init/answers.ts'
import { configurationOf, variablesOf } from './init/configuration.ts'
import { type Found, findServer, type Where, wayTo } from './init/find-server.ts'
import { type Pipeline, pipelineFile, pipelineText, programIn } from './init/pipeline.ts'
import { askingAt } from './init/terminal.ts'
import { textOf } from './init/text.ts'

export interface InitOptions extends Given, Where {
  out: string
  ci?: Pipeline
  force?: boolean
}

/** Finds a server, asks what only its owner knows, and writes a configuration for it. */
export async function init(issuer: string, options: InitOptions): Promise<number> {
  const pipeline = options.ci && pipelineFile[options.ci]
  const way = wayTo(issuer, options)
  checkGiven(options)
  mayBeWritten([options.out, ...(pipeline ? [pipeline] : [])], options.force ?? false)
  const found = await findServer(way)
  const answers = await asked(options, scopesOf(found.metadata))
  const config = configurationOf(found, answers, options.out)
  parseConfig(config, options.out)
  const variables = variablesOf(config)
  const elsewhere = basename(options.out) === options.out && /^harness\.config\.m?[jt]s$/.test(options.out) ? undefined : options.out
  write(options.out, textOf(config))
  if (options.ci) write(pipelineFile[options.ci], pipelineText(options.ci, { program: programIn('.'), config: elsewhere, variables }))
  process.stdout.write(closing(found, answers.assumed, variables, elsewhere, options))
  return exitCodes.clean
}

const scopesOf = ({ scopes_supported: listed }: Found['metadata']): string[] =>
  Array.isArray(listed) ? listed.filter((scope) => typeof scope === 'string') : []

async function asked(options: InitOptions, offered: readonly string[]): Promise<Answers> {
  if (options.yes || !process.stdin.isTTY || !process.stdout.isTTY) return gather(options, undefined)
  const { ask, close } = askingAt(process.stdin, process.stdout)
  return gather(options, ask, offered).finally(close)
}

function mayBeWritten(files: readonly string[], force: boolean): void {
  const [out = ''] = files
  if (!/\.m?[jt]s$/.test(out))
    throw new CliError(exitCodes.usage, `${out}: a configuration with comments is written in TypeScript or JavaScript`, [
      'name a file that ends in .ts, .mts, .js or .mjs; docs/configuration.md says how JSON and YAML are written',
    ])
  const there = files.filter((file) => existsSync(file))
  if (there.length > 0 && !force)
    throw new CliError(
      exitCodes.usage,
      `${there.join(' and ')} ${there.length === 1 ? 'is' : 'are'} there already, and nothing is overwritten`,
      ['name another file by --out, or say --force'],
    )
}

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    throw new CliError(exitCodes.usage, `${file} cannot be written (${code})`, ['name another file by --out'])
  }
}

function closing(
  { notes }: Found,
  assumed: readonly string[],
  variables: readonly string[],
  config: string | undefined,
  options: InitOptions,
) {
  const { out, ci } = options
  const also = config === undefined ? '' : ` --config ${config}`
  const steps = [
    ...(assumed.length > 0 ? [`put your own values into ${out}: nobody gave ${assumed.join(', ')}`] : []),
    `set ${variables.join(' and ')}${ci ? `, here and as ${ci === 'github' ? 'secrets of the repository' : 'masked variables of the project'}` : ''}`,
    `grantproof doctor${also}`,
    `grantproof run${also}`,
  ]
  return [
    `wrote ${[out, ...(ci ? [pipelineFile[ci]] : [])].join(' and ')}`,
    ...notes.map((note) => `note: ${printable(note)}`),
    '',
    'Next',
    ...steps.map((step, i) => `  ${i + 1}. ${step}`),
    '',
  ].join('\n')
}
