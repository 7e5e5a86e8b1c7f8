import { openIn } from '../../scenario/outcome.ts'
import type { ScenarioResult } from '../../scenario/result.ts'
import { profiles } from '../../spec/profiles.ts'
import { sentence } from '../headline.ts'
import type { Run } from '../run.ts'
import { several } from '../words.ts'
import { isWaived } from './marked.ts'

/** How the whole came out: it decides colour and shape of the verdict. */
type Tone = 'pass' | 'warn' | 'fail' | 'blocked'

/** The verdict of a run in sentences for somebody who reads no other line of it. */
export interface Verdict {
  tone: Tone
  sentence: string
  /** What has to be known to take the sentence for no more than it says. */
  beside: string[]
}

/** Says what came out, and never more than was judged. */
export function verdictOf(run: Run): Verdict {
  return { ...said(run), beside: [...unfinished(run), ...withoutVerdict(run), ...waivedOf(run), ...ofGate(run)] }
}

function said(run: Run): Pick<Verdict, 'tone' | 'sentence'> {
  const { summary, target, noFlow } = run
  if (noFlow) return { tone: 'blocked', sentence: `Nothing could be judged: an honest sign-in at ${target.name} did not work.` }
  if (run.results.length === 0) {
    const why = run.complete ? 'Nothing was selected, so nothing was judged.' : 'The run ended before anything was judged.'
    return { tone: 'blocked', sentence: why }
  }
  const graded = summary.pass + summary.warn + summary.fail
  if (graded === 0) return { tone: 'blocked', sentence: `Nothing of ${target.name} could be judged.` }
  if (summary.fail > 0) return { tone: 'fail', sentence: failed(run, graded) }
  if (summary.warn > 0) return { tone: 'warn', sentence: warned(run, graded) }
  const gaps = !run.complete || summary.blocked + summary.error > 0
  const scenarios = graded === 1 ? 'the one scenario' : `all ${graded} scenarios`
  return {
    tone: gaps ? 'blocked' : 'pass',
    sentence: `${target.name} did as ${titleOf(run)} asks in ${scenarios} that ${gaps ? 'could be' : graded === 1 ? 'was' : 'were'} judged.`,
  }
}

function failed({ results, summary, target, ...run }: Run, graded: number): string {
  const weight = weightOf(results.filter(({ outcome }) => outcome === 'fail'))
  return `${target.name} does what ${titleOf(run)} forbids in ${summary.fail} of ${several(graded, 'scenario')}, ${weight}.`
}

/** Whether somebody has to be woken for it. */
function weightOf(failing: readonly ScenarioResult[]): string {
  const grave = failing.filter(({ severity }) => severity === 'critical' || severity === 'high').length
  if (failing.length === 1) return `which is of ${failing[0]!.severity} severity`
  return `${grave === 0 ? 'none' : grave < failing.length ? grave : 'all'} of them of high or critical severity`
}

const warned = ({ summary, target, ...run }: Run, graded: number): string =>
  `${target.name} does nothing that ${titleOf(run)} forbids in ${several(graded, 'scenario')}, but does not follow it to the letter in ${summary.warn}.`

const titleOf = ({ profile }: Pick<Run, 'profile'>): string => profiles[profile].title

function unfinished({ complete, results, selection, noFlow }: Run): string[] {
  if (complete || noFlow) return []
  return [`The run did not end: ${results.length} of ${several(selection.scenarios, 'scenario')} are judged.`]
}

function withoutVerdict({ results }: Run): string[] {
  const { blocked = [], error = [] } = Object.groupBy(results, (result) => openIn(result) ?? 'judged')
  return [
    ...(blocked.length > 0 ? [`${several(blocked.length, 'scenario')} came to no verdict, for reasons that stand below.`] : []),
    ...(error.length > 0 ? [`${several(error.length, 'scenario')} ended in a fault of grantproof itself.`] : []),
  ]
}

function waivedOf({ results }: Run): string[] {
  const count = results.filter(isWaived).length
  return count > 0
    ? [`${several(count, 'scenario')} with findings ${count === 1 ? 'is' : 'are'} waived: somebody answers for letting them be.`]
    : []
}

const ofGate = ({ gate }: Run): string[] =>
  gate ? [`${sentence([`the gate of the build is ${gate.met ? 'met' : 'not met'}`, ...gate.why].join('; '))}.`] : []
