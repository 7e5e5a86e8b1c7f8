import type { Outcome } from '../scenario/contract.ts'
import { inOneWord } from '../scenario/outcome.ts'
import { headline, shortfall } from './headline.ts'
import { hiddenIn } from './hidden.ts'
import { jsonText } from './json.ts'
import type { Run } from './run.ts'
import { type ShownResult, type ShownRun, shownRun, suiteOfId } from './shown.ts'
import { uuidOf } from './uuid.ts'
import { waiverOf } from './waived.ts'

type Status = 'passed' | 'failed' | 'skipped' | 'other'

/** `other` is what is neither: no verdict was possible. */
const statuses: Readonly<Record<Outcome, Status>> = {
  pass: 'passed',
  warn: 'passed',
  info: 'passed',
  fail: 'failed',
  skip: 'skipped',
  blocked: 'other',
  error: 'other',
}

/** A run in the Common Test Report Format: a test for each scenario, a step for each of its rows. */
export function renderCtrf(run: Run): string {
  const shown = shownRun(run, 1000)
  const tests = [...ofRun(shown), ...shown.results.map((result) => test(shown, result))]
  const start = Date.parse(run.startedAt)
  const name = uuidOf([run.target.name, run.profile, run.startedAt])
  const stop = run.finishedAt === undefined ? start + run.durationMs : Date.parse(run.finishedAt)
  return jsonText({
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    reportId: name,
    runId: name,
    timestamp: run.finishedAt ?? run.startedAt,
    generatedBy: `${shown.tool.name} ${shown.tool.version}`,
    results: { tool: shown.tool, summary: summary(tests, start, stop), tests, environment: environment(shown) },
  })
}

function summary(tests: readonly { status: Status }[], start: number, stop: number) {
  const count = (status: Status) => tests.filter((test) => test.status === status).length
  const counted = { passed: count('passed'), failed: count('failed'), skipped: count('skipped'), pending: 0, other: count('other') }
  return { tests: tests.length, ...counted, start, stop, duration: stop - start }
}

const environment = ({ target, profile, warnings, noFlow, complete, requests }: ShownRun) => ({
  reportName: `grantproof ${profile}`,
  appName: target.name,
  healthy: complete && noFlow === undefined,
  extra: { issuer: target.issuer, embedded: target.embedded, profile, requests, warnings },
})

/** What no scenario's test would tell. */
function ofRun(run: ShownRun) {
  const lacking = shortfall(run)
  if (!lacking) return []
  return [
    {
      name: 'judges the target',
      status: 'failed' as const,
      duration: 0,
      rawStatus: 'error',
      suite: ['grantproof', run.target.name],
      message: headline(run),
    },
  ]
}

function test(run: ShownRun, result: ShownResult) {
  const { id, title, why, fix, severity, outcome, requirements, rows, durationMs, reason } = result
  const text = messageOf(result)
  return {
    testId: id,
    name: `${id}: ${title}`,
    status: statuses[inOneWord(result)],
    rawStatus: outcome,
    duration: Math.round(durationMs),
    suite: ['grantproof', run.target.name, suiteOfId(id)],
    ...(outcome === 'pass' || outcome === 'info'
      ? {}
      : { message: [reason, ...hiddenIn(result)].join('; '), ...(text && { trace: text }) }),
    tags: [outcome, severity],
    labels: { severity, profile: run.profile, ...(requirements.length > 0 && { requirements: requirements.map((one) => one.id) }) },
    steps: rows.map((row) => ({
      name: `${row.name}: ${row.reason}`,
      status: statuses[row.outcome],
      extra: { outcome: row.outcome, ...extraOf(run, row) },
    })),
    extra: { why, fix, specifications: requirements.map(({ document, section, level, url }) => ({ document, section, level, url })) },
  }
}

function extraOf(run: ShownRun, row: ShownResult['rows'][number]) {
  const waiver = waiverOf(run, row)
  return { ...(row.new && { new: true }), ...(waiver && { waiver }) }
}

/** The rows that made it what it is, in words. */
const messageOf = ({ rows }: ShownResult): string =>
  rows
    .filter(({ outcome }) => outcome !== 'pass' && outcome !== 'info')
    .map(({ name, outcome, expected, seen, reason, provide }) =>
      [
        `${outcome}: ${name}`,
        ...(expected === undefined ? [reason] : [`expected: ${expected}`, `seen: ${seen}`]),
        ...(provide === undefined ? [] : [`provide: ${provide}`]),
      ].join('\n'),
    )
    .join('\n\n')
