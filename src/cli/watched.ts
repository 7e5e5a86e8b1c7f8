/** Set for the runs that `--watch` starts: they have its whole command line, and are not to watch themselves. */
export const watchedVariable = 'GRANTPROOF_WATCHED'

/** Whether this process is one run of many. */
export const isWatched = (): boolean => process.env[watchedVariable] !== undefined
