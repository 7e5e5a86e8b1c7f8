import { exitCodes } from '../gate/gate.ts'
import { printable } from '../report/printable.ts'

/** Ends a command with a sentence, what to do about it, and an exit code. */
export class CliError extends Error {
  readonly exitCode: number
  readonly hints: readonly string[]
  constructor(exitCode: number, message: string, hints: readonly string[] = []) {
    super(message)
    this.name = 'CliError'
    this.exitCode = exitCode
    this.hints = hints
  }
}

/** What a person is told of an error, and the exit code that goes with it. */
export interface Failure {
  text: string
  exitCode: number
}

/** Known by name, so that a quick command does not load what defines them. */
const codeOf: Readonly<Record<string, number>> = {
  ConfigError: exitCodes.usage,
  RunFileError: exitCodes.usage,
  DiscoveryError: exitCodes.notReady,
}

/** Puts an error into words: what is wrong and what to do; for one of our own making a line, and the stack only when `debug` asks for it. */
export function failureOf(error: unknown, debug: boolean): Failure {
  const exitCode = error instanceof CliError ? error.exitCode : error instanceof Error ? codeOf[error.name] : undefined
  if (exitCode !== undefined) {
    const { message, hints = [] } = error as Error & Partial<CliError>
    return { exitCode, text: told(message, hints) + stackOf(error, debug) }
  }
  const line = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}${placeOf(error)}` : String(error)
  const more = debug ? '' : 'This is a fault of grantproof, not of the server it judges. GRANTPROOF_DEBUG=1 shows where it happened.\n'
  return { exitCode: exitCodes.internal, text: `grantproof: ${printable(line)}\n${more}${stackOf(error, debug)}` }
}

/** Where a syntax error is, which nothing but the first line of its stack says: most often in the file that somebody is writing. */
function placeOf(error: Error): string {
  const place = error instanceof SyntaxError ? /^(?:file:|\/|[A-Z]:\\).*:\d+$/.exec((error.stack ?? '').split('\n')[0]!) : null
  return place ? ` (${place[0]})` : ''
}

function told(message: string, hints: readonly string[]): string {
  const lines = [...`grantproof: ${message}`.split('\n'), ...hints.map((hint) => `  - ${hint}`)]
  return `${lines.map((line) => printable(line)).join('\n')}\n`
}

function stackOf(error: unknown, debug: boolean): string {
  if (!debug || !(error instanceof Error)) return ''
  const { stack = '' } = error
  return `${stack}\n${error.cause === undefined ? '' : `caused by ${error.cause instanceof Error ? error.cause.stack : String(error.cause)}\n`}`
}
