import { Command, CommanderError } from 'commander'
import { exitCodes } from '../gate/gate.ts'
import { demo, doctor, init, login, replay, run } from './program/judging.ts'
import { completion, explain, list, prove, scaffold, serve } from './program/knowing.ts'
import { type Done, examples } from './program/options.ts'
import { diff, judge, report, waive } from './program/reading.ts'
import { home, version } from './version.ts'

/** Parses a command line and runs its command. Resolves with the exit code; rejects with whatever the command threw. */
export async function program(argv: readonly string[]): Promise<number> {
  let code: number = exitCodes.clean
  const grantproof = build((result) => {
    code = result
  })
  try {
    await grantproof.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage
    throw error
  }
}

/** The command line with all its commands, none of which has run. */
export function build(done: Done): Command {
  const top = new Command('grantproof')
    .description('Tells whether an OAuth 2.0 authorization server really is one, and is safe.\nTest only servers that you may test.')
    .version(version(), '-V, --version', 'prints the version')
    .helpOption('-h, --help', 'explains a command')
    .exitOverride()
    .configureHelp({ showGlobalOptions: false })
    .showHelpAfterError('(--help explains it)')
  for (const add of [demo, init, doctor, login, run, list, explain, serve, prove, judge, report, diff, replay, waive, completion, scaffold])
    add(top, done)
  const first = examples(['demo', 'run', 'run pkce', 'explain pkce/rejects-wrong-code-verifier', 'judge latest --profile oauth21'])
  return top.addHelpText('after', () => `${first}\n\nDocumentation: README.md and docs/ in ${home()}`)
}
