import { failureOf } from './failure.ts'
import { program } from './program.ts'

/** Runs the command line. Sets `process.exitCode`; whatever goes wrong is told in words on stderr, and nothing is thrown. */
export async function main(argv: string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endOnClosedPipe)
  process.on('uncaughtException', fail)
  try {
    process.exitCode = await program(argv)
  } catch (error) {
    fail(error)
  }
}

/** Ends the process even where something was left open: a command that failed must not hang a build. */
function fail(error: unknown): void {
  const { text, exitCode } = failureOf(error, Boolean(process.env['GRANTPROOF_DEBUG']))
  process.exitCode = exitCode
  process.stderr.write(text, () => process.exit(exitCode))
}

/** `grantproof list | head`: whoever reads has seen enough. */
function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit()
}
