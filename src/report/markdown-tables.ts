import type { Outcome } from '../scenario/contract.ts'
import { outcomes } from '../scenario/outcome.ts'
import { prose } from './markdown-text.ts'
import { bySuite, type ShownResult } from './shown.ts'

const rowsShown = 100
const groupsShown = 30
const idsShown = 3

/** How each area came out, in numbers. */
export function areaTable(results: readonly ShownResult[]): string {
  if (results.length === 0) return ''
  const columns = outcomes.filter((outcome) => results.some((result) => result.outcome === outcome))
  const row = (name: string, of: readonly ShownResult[]) => cells([name, ...columns.map((outcome) => counted(of, outcome))])
  const areas = bySuite(results)
  const left = areas.length - rowsShown
  return [
    cells(['Area', ...columns]),
    cells(['---', ...columns.map(() => '---:')]),
    ...areas.slice(0, rowsShown).map(([area, of]) => row(prose(area), of)),
    ...(left > 0
      ? [
          row(
            `and ${left} more`,
            areas.slice(rowsShown).flatMap(([, of]) => of),
          ),
        ]
      : []),
    row('**all**', results),
  ].join('\n')
}

const cells = (all: readonly string[]): string => `| ${all.join(' | ')} |`

const counted = (results: readonly ShownResult[], outcome: Outcome): string => {
  const count = results.filter((result) => result.outcome === outcome).length
  return count === 0 ? '' : String(count)
}

/** What was not judged for want of something, by what would provide it. */
export function missingTable(results: readonly ShownResult[]): string[] {
  const skipped = results.flatMap(({ id, rows }) => rows.filter(({ outcome }) => outcome === 'skip').map((row) => ({ id, ...row })))
  if (skipped.length === 0) return []
  const groups = [...Map.groupBy(skipped, ({ provide, reason }) => provide ?? reason)].toSorted(([, a], [, b]) => b.length - a.length)
  const left = groups.length - groupsShown
  return [
    '### Not judged',
    [
      cells(['Why', 'What would provide it', 'For']),
      cells(['---', '---', '---']),
      ...groups.slice(0, groupsShown).map(([provide, rows]) => cells([prose(rows[0]!.reason), prose(provide), forWhom(rows)])),
      ...(left > 0 ? [cells([`and ${left} more reasons`, '', ''])] : []),
    ].join('\n'),
  ]
}

function forWhom(rows: readonly { id: string }[]): string {
  const ids = [...new Set(rows.map(({ id }) => id))]
  const left = ids.length - idsShown
  return [...ids.slice(0, idsShown).map((id) => prose(id)), ...(left > 0 ? [`and ${left} more`] : [])].join(', ')
}
