import { type Conducted, conduct } from '../cli/conduct.ts'
import { fetchJson } from '../cli/fetch-json.ts'
import { gating } from '../cli/gating.ts'
import { openSiteWithKept } from '../cli/login/with-kept-sessions.ts'
import { resolveTarget } from '../config/index.ts'
import { targetsOf } from '../config/parse.ts'
import type { SuitesOptions } from './options.ts'
import type { Plan } from './plan.ts'

/** The run behind a group of tests. It begins when the first of them asks, with the scenarios that will have a test, and all of them wait for its
 *  end: a secret that is learnt late is closed in everything before anything is told. */
export function hosted(plan: Plan, options: SuitesOptions): (ids: ReadonlySet<string>) => Promise<Conducted> {
  let run: Promise<Conducted> | undefined
  return (ids) => {
    run ??= conducted(plan, options, ids)
    return run
  }
}

async function conducted(plan: Plan, options: SuitesOptions, ids: ReadonlySet<string>): Promise<Conducted> {
  const { config, dir, name } = plan
  const target = await resolveTarget(config, { name, dir, fetchJson })
  const { concurrency = target.pace.concurrency, seed, reportsDir = 'reports', profile = target.profile } = options
  const entries = plan.entries.filter(({ id }) => ids.has(id))
  const gated = await gating({ ...options, reportsDir }, { loaded: plan, name, profile, entries })
  const site = openSiteWithKept({ ...target, pace: { ...target.pace, concurrency } }, plan)
  const asked = entries.length === plan.entries.length ? plan.asked : entries.map(({ id }) => id)
  return conduct({
    site,
    entries,
    asked,
    configuration: plan.file,
    reports: targetsOf(config)[name]?.reports,
    profile,
    seed,
    out: reportsDir,
    gating: gated,
    hosted: true,
  })
}
