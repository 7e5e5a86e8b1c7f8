import type { Outcome } from '../scenario/contract.ts'
import { profiles } from '../spec/profiles.ts'
import type { Run } from './run.ts'
import { several } from './words.ts'

/** What of a run its verdict is told by, as it is saved or as it is shown. */
type Told = Pick<Run, 'complete' | 'selection' | 'gate' | 'summary'> & { noFlow?: { reason: string }; results: readonly unknown[] }

/** Scenarios that were graded, and those of them that are as they should be. Info, skip, blocked and error are neither. */
export const graded = ({ summary: { pass, fail, warn } }: Pick<Run, 'summary'>): { all: number; met: number } => ({
  all: pass + fail + warn,
  met: pass + warn,
})

/** Why a run says nothing of its server, or not all: no honest flow, nothing selected, a run that did not end. */
export function shortfall({ noFlow, complete, results, selection }: Omit<Told, 'gate' | 'summary'>): string | undefined {
  if (noFlow) return `the first honest flow failed, so nothing was judged: ${noFlow.reason}`
  if (!complete) return `the run is not complete: ${results.length} of ${selection.scenarios} scenarios are judged`
  return results.length === 0 ? 'nothing was selected, so nothing was judged' : undefined
}

/** Whether a build may go on and why, in a sentence. */
export function headline(run: Told): string {
  const lacking = shortfall(run)
  if (lacking) return sentence(lacking)
  const { all, met } = graded(run)
  const counted = `${met} of ${several(all, 'graded scenario')} met`
  if (!run.gate) return sentence(counted)
  return sentence([run.gate.met ? 'the gate is met' : 'the gate is not met', counted, ...run.gate.why].join('; '))
}

/** Who judged by what, in words. */
export function profileTitle(profile: Run['profile']): string {
  const { title, document, draft } = profiles[profile]
  return `${title}${document === title ? '' : ` (${document})`}${draft ? ', a draft that may still change' : ''}`
}

/** `3 fail, 1 warn`: outcomes that occur, worst first. */
export const countedOutcomes = (summary: Readonly<Record<Outcome, number>>, of: readonly Outcome[]): string =>
  of
    .filter((outcome) => summary[outcome] > 0)
    .map((outcome) => `${summary[outcome]} ${outcome}`)
    .join(', ')

/** With a capital at its beginning. */
export const sentence = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`

/** A moment as people read it, in UTC. */
export const minuteOf = (moment: string): string => `${moment.slice(0, 10)} ${moment.slice(11, 16)} UTC`
