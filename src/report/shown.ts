import type { Exchange } from '../scenario/contract.ts'
import { isFound } from '../scenario/outcome.ts'
import type { RowResult, ScenarioResult } from '../scenario/result.ts'
import { adviceOn } from './advice.ts'
import { errorCodeOf } from './error-code.ts'
import { references } from './invariants.ts'
import { whyOnlyAWarning } from './lesser.ts'
import { printableDeep } from './printable.ts'
import type { Run } from './run.ts'

type ShownRow = Pick<RowResult, 'name' | 'outcome' | 'reason' | 'provide' | 'expected' | 'seen' | 'exchange' | 'new' | 'waived'> & {
  /** Why it is a warning only, where the profile fails what it breaks. */
  lesser?: string
  /** The numbers of the exchanges that it rests on, in their order. */
  rests: number[]
}

/** A result without evidence: what reports show of it. */
export type ShownResult = Omit<ScenarioResult, 'rows' | 'exchanges' | 'controls'> & {
  rows: ShownRow[]
  /** `POST https://as.example/token → 400`, by exchange number. */
  exchanges: Readonly<Record<number, string>>
  /** The lines of a command that sends the request again, by exchange number; for rows that fail or warn, where asked for. */
  commands: Readonly<Record<number, string[]>>
}

/** Writes a request as a shell command, without a secret. */
export type Command = (exchange: Exchange) => string

/** A run without evidence, every string of it printable: renderers get nothing else, so none can forget to escape. */
export type ShownRun = Omit<Run, 'results' | 'facts' | 'noFlow'> & {
  results: ShownResult[]
  noFlow?: { reason: string; advice: string; exchanges: string[] }
}

/** Reduces a run to what reports show, printable, each string cut at `limit` characters. */
export function shownRun({ results, facts: _, noFlow, ...run }: Run, limit: number, command?: Command): ShownRun {
  const shown = {
    ...run,
    ...(noFlow
      ? {
          noFlow: {
            reason: noFlow.reason,
            advice: adviceOn(noFlow),
            exchanges: noFlow.exchanges.map((exchange) => `${exchange.n}: ${outlined(exchange)}`),
          },
        }
      : {}),
    results: results.map((result) => shownResult(result, run.profile, command)),
  }
  return printableDeep(shown, limit)
}

function shownResult({ controls: _, ...found }: ScenarioResult, profile: Run['profile'], command: Command | undefined): ShownResult {
  const { exchanges, rows, ...result } = found
  const shown = rows.map((row) => shownRow(row, whyOnlyAWarning(row, found, profile)))
  const wanted = new Set(shown.flatMap(({ outcome, rests }) => (isFound(outcome) ? rests : [])))
  const again = command ? exchanges.filter(({ n }) => wanted.has(n)) : []
  return {
    ...result,
    rows: shown,
    exchanges: Object.fromEntries(exchanges.map((exchange) => [exchange.n, outlined(exchange)])),
    commands: Object.fromEntries(again.map((exchange) => [exchange.n, command!(exchange).split('\n')])),
  }
}

function shownRow(
  { findings: _, evidence, steps: __, ended: ___, control: ____, ...row }: RowResult,
  lesser: string | undefined,
): ShownRow {
  const named = [...references(evidence), ...(row.exchange === undefined ? [] : [row.exchange])]
  return { ...row, ...(lesser !== undefined && { lesser }), rests: [...new Set(named)].sort((a, b) => a - b) }
}

/** An exchange in one line: method, URL, and the status with the error code, or why there is no answer. */
export function outlined(exchange: Exchange): string {
  const { request, response, failure, detail } = exchange
  const error = errorCodeOf(exchange)
  const url = request.url.length > 200 ? `${request.url.slice(0, 200)}…` : request.url
  const answer = response?.status ?? [failure ?? 'no answer', detail].filter(Boolean).join(': ')
  return `${request.method} ${url} → ${answer}${error === undefined ? '' : ` "${error}"`}`
}

/** The first requirement of each section and level: several of one section say no more to a reader than one. */
export function places(requirements: ShownResult['requirements']): ShownResult['requirements'] {
  const placeOf = ({ document, section, level }: (typeof requirements)[number]) => `${document} ${section} ${level}`
  const all = requirements.map(placeOf)
  return requirements.filter((one, i) => all.indexOf(placeOf(one)) === i)
}

/** The folder of a scenario's id: the suite it stands in. */
export const suiteOfId = (id: string): string => (id.includes('/') ? id.slice(0, id.lastIndexOf('/')) : 'scenarios')

/** Results by suite, both in their order. */
export const bySuite = (results: readonly ShownResult[]): [suite: string, results: ShownResult[]][] => [
  ...Map.groupBy(results, ({ id }) => suiteOfId(id)),
]
