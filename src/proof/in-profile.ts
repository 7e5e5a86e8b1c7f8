import type { Entry } from '../scenario/catalog.ts'
import type { Profile } from '../scenario/contract.ts'
import { judgeScenario } from '../scenario/judge.ts'
import type { RunOutput } from '../scenario/result.ts'
import type { Judged } from './expectations.ts'

/** What a run says in a profile: evidence does not depend on who grades it. */
export const inProfile = (
  { results, facts }: Pick<RunOutput, 'results' | 'facts'>,
  entries: readonly Entry[],
  profile: Profile,
): Judged['results'] =>
  results.map((result) => {
    const { scenario } = entries.find(({ id }) => id === result.id)!
    return judgeScenario({ ...result, rows: Object.fromEntries(result.rows.map((row) => [row.name, row])) }, scenario, facts, profile)
  })
