import { exitCodes } from '../gate/gate.ts'
import { CliError, failureOf } from './failure.ts'
import { program } from './program.ts'

/** Runs the command line. Sets `process.exitCode`; whatever goes wrong is told in words on stderr, and nothing is thrown. */
export async function main(argv: string[]): Promise<void> {
  process.exitCode = exitCodes.internal
  for (const stream of [process.stdout, process.stderr]) stream.on('error', unlessPipeClosed)
  process.on('uncaughtException', fail)
  process.once('beforeExit', endUnsettled)
  try {
    process.exitCode = await program(argv)
  } catch (error) {
    fail(error)
  } finally {
    process.off('beforeExit', endUnsettled)
  }
}

/** Ends the process even where something was left open: a command that failed must not hang a build. */
function fail(error: unknown): void {
  const { text, exitCode } = failureOf(error, Boolean(process.env['GRANTPROOF_DEBUG']))
  process.exitCode = exitCode
  process.stderr.write(text, () => process.exit(exitCode))
}

/** Node ends, content, once nothing is left that could still happen: a promise that nobody will keep would pass for success. */
const endUnsettled = (): void =>
  fail(
    new CliError(exitCodes.internal, 'the command stopped before it came to its end: it waits for something that will never happen', [
      'a scenario or a configuration of your own that awaits a promise which never settles does this; if there is none, it is a fault of grantproof',
    ]),
  )

/** `grantproof list | head`: whoever reads has seen enough, and the exit code is still the command's. */
function unlessPipeClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
