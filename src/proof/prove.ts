import type { FaultName } from '../authorization-server/index.ts'
import type { Entry } from '../scenario/catalog.ts'
import { Crew } from './crew.ts'
import { type Cells, killMatrix } from './mutation.ts'
import { type Proof, summarised } from './summary.ts'
import type { TryOut } from './trial.ts'

/** Proves scenarios: tries them with the sound server and with its faults, in several workers, and says what follows. */
export async function prove(
  entries: readonly Entry[],
  faults: readonly FaultName[],
  options: { cells?: Cells; onFault?(name: FaultName, done: number): void } = {},
): Promise<Proof> {
  const { cells = 'reached', onFault } = options
  const crew = new Crew()
  let done = 0
  try {
    const tryOut: TryOut = (trial) => crew.tryOut(trial)
    return summarised(entries, faults, await killMatrix(entries, faults, tryOut, { cells, onFault: (name) => onFault?.(name, ++done) }))
  } finally {
    await crew.close()
  }
}
