import { isAbsolute, resolve } from 'node:path'
import type { ProfileName } from '../spec/index.ts'
import { targetsOf } from './parse.ts'
import type { HarnessConfig, TargetConfig } from './schema.ts'

type Written = NonNullable<TargetConfig['gate']>

/** What a configuration says of gates: what it leaves open is up to the command line or has its default. */
export interface GateWishes {
  failOn?: NonNullable<Written['fail_on']>
  severity?: NonNullable<Written['severity']>
  allowBlocked?: boolean
  coverage?: number
  strictWaivers?: boolean
  /** Absolute paths. */
  waivers?: string
  baseline?: string
}

/** The gate that a configuration wants for a target in a profile. */
export function gateWishes(config: HarnessConfig, { name, profile, dir }: { name: string; profile: ProfileName; dir: string }): GateWishes {
  const all = targetsOf(config)
  const { profiles, ...usual } = (Object.hasOwn(all, name) ? all[name]?.gate : undefined) ?? {}
  const written: Written = { ...usual, ...profiles?.[profile as keyof typeof profiles] }
  const { fail_on, severity, allow_blocked, coverage, strict_waivers, waivers, baseline } = written
  const path = (file: string) => (isAbsolute(file) ? file : resolve(dir, file))
  return {
    ...(fail_on !== undefined && { failOn: fail_on }),
    ...(severity !== undefined && { severity }),
    ...(allow_blocked !== undefined && { allowBlocked: allow_blocked }),
    ...(coverage !== undefined && { coverage }),
    ...(strict_waivers !== undefined && { strictWaivers: strict_waivers }),
    ...(waivers !== undefined && { waivers: path(waivers) }),
    ...(baseline !== undefined && { baseline: path(baseline) }),
  }
}
