import type { HarnessConfig } from '../config/index.ts'

/** What `grantproofSuites` hosts. What is left out is as the configuration says, or has the default of `grantproof run`. */
export interface SuitesOptions {
  /** The configuration: a file, or the thing itself. Default: `harness.config.*` in the working directory. */
  config?: string | HarnessConfig
  /** Which target of the configuration; not needed where there is one. */
  target?: string
  /** Ids, folders, globs, requirement ids or files, as after `grantproof run`. Default: everything. */
  select?: string | readonly string[]
  /** What is graded by. Default: what the target says. */
  profile?: 'classic' | 'bcp' | 'oauth21'
  /** What fails a test; `new`: only what the baseline has not. Default: `fail`. */
  failOn?: 'fail' | 'warn' | 'new'
  /** The least severity that fails a test. Default: any. */
  severity?: 'critical' | 'high' | 'medium' | 'low' | 'info'
  /** Lets scenarios pass that came to no verdict. */
  allowBlocked?: boolean
  /** How many of a hundred scenarios must be graded. */
  coverage?: number
  /** An earlier run, whose findings are not new: a file, a folder or a target. */
  baseline?: string
  /** The file of known findings; `false`: none is overlooked. Default: `waivers.yaml` beside the configuration. */
  waivers?: string | false
  /** The seed of every search. */
  seed?: number
  /** How many flows run at once. */
  concurrency?: number
  /** The folder of reports. Default: `reports`. */
  reportsDir?: string
}
