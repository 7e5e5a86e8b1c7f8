import type { RequirementId } from './catalogue.ts'

/** Requirements that no scenario against the server can judge, each with its reason. */
export const unjudged: Readonly<Partial<Record<RequirementId, string>>> = {}
