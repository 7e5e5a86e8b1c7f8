import type { HarnessConfig } from '../config/index.ts'

/** What `grantproofSuites` hosts. Everything has the default of `grantproof run`. */
export interface SuitesOptions {
  /** The configuration: a file, or the thing itself. Default: `harness.config.*` in the working directory. */
  config?: string | HarnessConfig
  /** Which target of the configuration; not needed where there is one. */
  target?: string
  /** Ids, folders, globs, requirement ids or files, as after `grantproof run`. Default: everything. */
  select?: string | readonly string[]
  /** What is graded by. Default: what the target says. */
  profile?: 'classic' | 'bcp' | 'oauth21'
  /** What fails a test. Default: `fail`. */
  failOn?: 'fail' | 'warn'
  /** Lets scenarios pass that came to no verdict. */
  allowBlocked?: boolean
  /** The seed of every search. */
  seed?: number
  /** How many flows run at once. */
  concurrency?: number
  /** The folder of reports. Default: `reports`. */
  out?: string
}
