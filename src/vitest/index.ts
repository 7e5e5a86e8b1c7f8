export type { SuitesOptions } from './options.ts'
export { grantproofSuites } from './suites.ts'
