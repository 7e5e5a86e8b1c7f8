import type { Grades } from './requirement.ts'

/** A violation fails in every profile. */
export const fail: Grades = { classic: 'fail', bcp: 'fail', oauth21: 'fail', fapi2: 'fail' }
/** A violation is a warning in every profile. */
export const warn: Grades = { classic: 'warn', bcp: 'warn', oauth21: 'warn', fapi2: 'warn' }
/** What is seen is recorded in every profile and judged in none. */
export const info: Grades = { classic: 'info', bcp: 'info', oauth21: 'info', fapi2: 'info' }
/** No profile judges it. */
export const ungraded: Grades = {}
