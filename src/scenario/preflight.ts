import { noAnswer } from '../verify/index.ts'
import { askingFlow, type Flow, firstFlow } from './first-flow.ts'
import type { Lane } from './lanes.ts'
import type { Site } from './site.ts'

/** What is known before anything is judged: whether honest flows work, and the site as scenarios are to see it. */
export interface Preflight {
  flow: Flow
  site: Site
  /** Sentences for the report of this run. */
  warnings: readonly string[]
}

/** Tries the first honest flow and, where the target has parameters that make it ask for consent again, one with those. */
export async function preflight(site: Site, lane: Lane): Promise<Preflight> {
  const flow = await firstFlow(site, lane)
  const asks = Object.keys(site.target.consentParameters).length > 0
  return { flow, ...(flow.ok && asks ? judged(site, await askingFlow(site, lane)) : { site, warnings: [] }) }
}

/** A promise of the metadata that the server does not keep is given up for this run: it would cost every scenario that needs the page its verdict.
 *  What the configuration says stays. A rate limit is no answer to the question. */
function judged(site: Site, asked: Flow): Pick<Preflight, 'site' | 'warnings'> {
  const { target } = site
  if (asked.ok || noAnswer(asked.exchanges.at(-1)) !== undefined) return { site, warnings: [] }
  if (!target.consentPromised) return { site, warnings: [unfit(asked)] }
  return { site: { ...site, target: { ...target, consentParameters: {} } }, warnings: [unkept(asked)] }
}

const unfit = ({ reason }: Flow): string =>
  `the configured consent_parameters do not work: ${reason}. Scenarios that need the consent page will be blocked: correct them, or say consent_parameters: {}.`

const unkept = ({ reason }: Flow): string =>
  `the metadata lists "consent" under prompt_values_supported, but that does not work: ${reason}. Nothing in this run asks for the consent page: say consent_parameters in the configuration, {} if the server cannot be made to ask.`
