/** How bad a violation is, the gravest first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const

/** How bad a violation is. */
export type Severity = (typeof severities)[number]
