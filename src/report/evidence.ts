import type { Exchange } from '../http/exchange.ts'
import type { RowResult, ScenarioResult } from '../scenario/result.ts'
import type { Run } from './run.ts'

/** What a run keeps of what was sent and answered: findings alone, exchanges with marks for secrets, or beside them the secrets themselves. */
export const evidenceKinds = ['none', 'marks', 'full'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** Why a run that kept no evidence cannot show exchanges, nor be judged again. */
export const keptNothing =
  'this run was kept without its evidence (--evidence none): it cannot be judged again, and its exchanges cannot be shown'

/** A result with its findings and nothing of what they rest on. */
export function withoutEvidence(result: ScenarioResult): ScenarioResult {
  const controls = Object.fromEntries(
    Object.entries(result.controls).map(([when, control]) => [when, { ...control, evidence: {}, steps: [] }]),
  )
  return { ...result, rows: result.rows.map(bare), controls, exchanges: [] }
}

function bare({ exchange: _, findings, ...row }: RowResult): RowResult {
  return { ...row, evidence: {}, steps: [], findings: findings.map(({ n: __, ...finding }) => finding) as RowResult['findings'] }
}

/** Puts secrets in the place of their marks. */
export type Open = (text: string, where: 'url' | 'plain' | 'json') => string

/** The exchanges of a run as they were sent, secrets in clear: for a file that its owner alone may read. */
export const inClear = (run: Run, open: Open): Run => ({
  ...run,
  ...(run.noFlow && { noFlow: { ...run.noFlow, exchanges: run.noFlow.exchanges.map((exchange) => opened(exchange, open)) } }),
  results: run.results.map((result) => ({ ...result, exchanges: result.exchanges.map((exchange) => opened(exchange, open)) })),
})

function opened(exchange: Exchange, open: Open): Exchange {
  const { request, response } = exchange
  const headers = (of: { headers: Exchange['request']['headers'] }) =>
    of.headers.map(([name, value]): [string, string] => [name, open(value, 'plain')])
  return {
    ...exchange,
    request: {
      ...request,
      url: open(request.url, 'url'),
      headers: headers(request),
      ...(request.body !== undefined && { body: open(request.body, placeIn(request)) }),
    },
    ...(response && { response: { ...response, headers: headers(response), body: open(response.body, placeIn(response)) } }),
  }
}

/** How a secret is written in a body of this type. */
function placeIn({ headers }: { headers: Exchange['request']['headers'] }): 'url' | 'plain' | 'json' {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  return /\bjson\b/i.test(type) ? 'json' : /x-www-form-urlencoded/i.test(type) ? 'url' : 'plain'
}
