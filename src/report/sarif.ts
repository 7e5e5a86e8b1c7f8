import { isFound, openIn } from '../scenario/outcome.ts'
import { profileTitle, shortfall } from './headline.ts'
import { hiddenIn } from './hidden.ts'
import { jsonText } from './json.ts'
import { safeName } from './paths.ts'
import { fingerprintOf, placeOf } from './place.ts'
import type { AppliedWaiver, Run } from './run.ts'
import { ruleOf } from './sarif-rule.ts'
import { plainMessage } from './sarif-text.ts'
import { type ShownResult, type ShownRun, shownRun } from './shown.ts'
import { waiversOf, waiverText } from './waived.ts'

const rowsShown = 20

/** A run as SARIF 2.1.0, as GitHub code scanning takes it: a rule and a result for each scenario that fails or warns, at the configuration file;
 *  what came to no verdict or was skipped as notifications of the tool. */
export function renderSarif(run: Run): string {
  const shown = shownRun(run, 1000)
  const found = shown.results.filter(({ outcome }) => isFound(outcome))
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driver(shown, found) },
        automationDetails: { id: `grantproof/${safeName(run.target.name)}/${run.profile}/` },
        invocations: [invocation(shown)],
        columnKind: 'utf16CodeUnits',
        results: found.map((result, i) => resultOf(run, shown, result, i)),
        properties: ofRun(shown),
      },
    ],
  })
}

const driver = ({ tool }: ShownRun, found: readonly ShownResult[]) => ({
  name: tool.name,
  version: tool.version,
  rules: found.map(ruleOf),
  notifications: [...new Set(Object.values(descriptors))].map((id) => ({ id })),
})

const ofRun = ({ target, profile, summary, requests, selection, complete }: ShownRun) => ({
  target: target.name,
  issuer: target.issuer,
  embedded: target.embedded,
  profile,
  summary,
  requests,
  selection,
  complete,
})

function resultOf(run: Run, shown: ShownRun, result: ShownResult, ruleIndex: number) {
  const { id, outcome, severity, requirements } = result
  const hash = fingerprintOf(run, id)
  const waivers = waiversOf(shown, result)
  return {
    ruleId: id,
    ruleIndex,
    level: outcome === 'fail' ? 'error' : 'warning',
    message: { text: plainMessage(messageLines(shown, result)) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(placeOf(run)) },
          region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
        },
      },
    ],
    partialFingerprints: { primaryLocationLineHash: hash },
    ...(waivers.length > 0 && { suppressions: waivers.map(suppression) }),
    properties: { outcome, severity, requirements: requirements.map((one) => one.id) },
  }
}

const suppression = (waiver: AppliedWaiver) => ({ kind: 'external', status: 'accepted', justification: `waived ${waiverText(waiver)}` })

/** What was found, for whoever reads the alert without the run at hand. */
function messageLines({ target, profile }: ShownRun, { title, rows, exchanges }: ShownResult): string[] {
  const found = rows.filter(({ outcome }) => isFound(outcome))
  const left = found.length - rowsShown
  return [
    `Not so at ${target.name} (${target.issuer}) by ${profileTitle(profile)}: ${title}`,
    ...found.slice(0, rowsShown).map(({ name, outcome, reason, expected = reason, seen = reason, exchange }) => {
      const sent = exchange === undefined ? '' : ` (exchange ${exchange}: ${exchanges[exchange] ?? 'lost'})`
      return `${outcome}${name === 'whole' ? '' : `, ${name}`}: expected ${expected}; seen: ${seen}${sent}`
    }),
    ...(left > 0 ? [`and ${left} more like this in run.json`] : []),
  ]
}

/** What is told of the tool's own work, by outcome. */
const descriptors = { error: 'error', blocked: 'no-verdict', skip: 'not-judged', run: 'run' } as const
const levels = { error: 'error', blocked: 'warning', skip: 'note' } as const

function invocation(run: ShownRun) {
  const { startedAt, finishedAt, gate, warnings, results } = run
  const lacking = shortfall(run)
  const said = results.flatMap(untold)
  return {
    executionSuccessful: lacking === undefined && results.every((result) => openIn(result) !== 'error'),
    startTimeUtc: startedAt,
    ...(finishedAt && { endTimeUtc: finishedAt }),
    ...(gate && { exitCode: gate.exitCode, exitCodeDescription: gate.why.join('; ') }),
    toolConfigurationNotifications: warnings.map((text) => notification('warning', [text])),
    toolExecutionNotifications: [...(lacking ? [notification('error', [lacking])] : []), ...said],
  }
}

const notification = (level: 'error' | 'warning', lines: readonly string[]) => ({
  level,
  message: { text: plainMessage(lines) },
  descriptor: { id: descriptors.run },
})

/** A scenario without a verdict, or with rows without one, so that a silent one is never taken for a pass. */
function untold(result: ShownResult) {
  const { id, outcome, reason, rows } = result
  const which = openIn(result) ?? (outcome === 'skip' ? outcome : undefined)
  if (which === undefined) return []
  const provide = [...new Set(rows.flatMap((row) => row.provide ?? []))]
  const [why = reason] = hiddenIn(result)
  return [
    {
      level: levels[which],
      message: { text: plainMessage([`${id}: ${why}`, ...provide.map((what) => `provide: ${what}`)]) },
      descriptor: { id: descriptors[which] },
      properties: { scenario: id, outcome },
    },
  ]
}
