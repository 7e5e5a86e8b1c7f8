import { shortfall } from './headline.ts'
import { harOf } from './html/client/har.js'
import { jsonText } from './json.ts'
import type { Run } from './run.ts'

/** Every exchange of a run as HAR 1.2. The page writes those of a scenario by the same function. */
export function renderHar(run: Run): string {
  const { tool, results, noFlow, warnings } = run
  const lacking = shortfall(run)
  const flow = noFlow ? [{ id: 'first honest flow', title: noFlow.reason, exchanges: noFlow.exchanges }] : []
  return jsonText(harOf(tool, [...flow, ...results], [...(lacking ? [lacking] : []), ...warnings].join('; ')))
}
