import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import { exitCodes } from '../../gate/gate.ts'
import { CliError } from '../failure.ts'
import type { Ask } from './answers.ts'

/** Asks at a terminal. Whoever ends the input instead of answering ends the command. */
export function askingAt(input: Readable, output: Writable): { ask: Ask; close(): void } {
  const lines = createInterface({ input, output })
  const left = new Promise<never>((_, reject) => {
    lines.once('close', () => reject(new CliError(exitCodes.interrupted, 'nothing was written: the questions were not answered')))
  })
  left.catch(() => {})
  return { ask: (question) => Promise.race([lines.question(question), left]), close: () => lines.close() }
}
