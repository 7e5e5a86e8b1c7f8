import { createHash } from 'node:crypto'
import type { Run } from './run.ts'

/** The file that findings are shown at where a platform wants one: the configuration, relative to where the run was started. Nothing else of a
 *  repository stands for a server. */
export function placeOf({ configuration }: Pick<Run, 'configuration'>): string {
  const inside = configuration !== undefined && /^[^/\\:]+(?:\/[^/\\:]+)*$/.test(configuration) && !configuration.split('/').includes('..')
  return inside ? configuration : 'harness.config.ts'
}

/** What stays the same of a finding from run to run, as 64 hexadecimal digits: the target and the scenario, whatever was seen. */
export const fingerprintOf = ({ target }: Pick<Run, 'target'>, id: string): string =>
  createHash('sha256')
    .update(JSON.stringify([target.name, id]))
    .digest('hex')
