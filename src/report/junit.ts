import type { Outcome } from '../scenario/contract.ts'
import { inOneWord } from '../scenario/outcome.ts'
import { shortfall } from './headline.ts'
import { hiddenIn } from './hidden.ts'
import { safeName } from './paths.ts'
import type { Run } from './run.ts'
import { bySuite, places, type ShownResult, type ShownRun, shownRun } from './shown.ts'
import { remarksOn } from './waived.ts'
import { type Element, element, renderXml } from './xml.ts'

/** A run as JUnit XML, as GitLab, GitHub actions and Jenkins read it: a suite for each folder, a case for each scenario, named by its id. */
export function renderJunit(run: Run): string {
  const shown = shownRun(run, 2000)
  const target = safeName(run.target.name).replaceAll('.', '-')
  const suites = bySuite(shown.results).map(([suite, results]) => suiteElement(shown, `grantproof.${target}.${classPart(suite)}`, results))
  const all = [...runSuite(shown, target), ...suites]
  const sum = (name: string) => String(all.reduce((total, { attributes }) => total + Number(attributes[name]), 0))
  const totals = { tests: sum('tests'), failures: sum('failures'), errors: sum('errors'), skipped: sum('skipped') }
  return renderXml(element('testsuites', { name: `grantproof ${target}`, ...totals, time: seconds(shown.durationMs) }, all))
}

/** Readers take dots for packages. */
const classPart = (suite: string): string => suite.replaceAll('.', '-').replaceAll('/', '.')

/** What came to no verdict. */
const isOpen = (outcome: Outcome): outcome is 'blocked' | 'error' => outcome === 'blocked' || outcome === 'error'
const seconds = (ms: number): string => (ms / 1000).toFixed(3)

function totals(results: readonly ShownResult[], durationMs: number): Record<string, string> {
  const count = (of: (result: ShownResult) => boolean) => String(results.filter(of).length)
  return {
    tests: String(results.length),
    failures: count(({ outcome }) => outcome === 'fail'),
    errors: count((result) => isOpen(inOneWord(result))),
    skipped: count(({ outcome }) => outcome === 'skip'),
    time: seconds(durationMs),
  }
}

function suiteElement(run: ShownRun, name: string, results: readonly ShownResult[]): Element {
  const time = results.reduce((sum, { durationMs }) => sum + durationMs, 0)
  return element('testsuite', { name, timestamp: run.startedAt, ...totals(results, time) }, [
    properties(ofRun(run)),
    ...results.map((result) => testcase(run, name, result)),
  ])
}

function ofRun({ target, profile, tool, warnings, complete }: ShownRun): [string, string][] {
  return [
    ['tool', `${tool.name} ${tool.version}`],
    ['target', target.name],
    ['issuer', target.issuer],
    ['embedded', String(target.embedded)],
    ['profile', profile],
    ['complete', String(complete)],
    ...warnings.map((warning): [string, string] => ['warning', warning]),
  ]
}

const properties = (pairs: readonly (readonly [string, string])[]): Element =>
  element(
    'properties',
    {},
    pairs.map(([name, value]) => element('property', { name, value })),
  )

function testcase(run: ShownRun, classname: string, result: ShownResult): Element {
  const { id, outcome, severity, title, requirements, reason, durationMs } = result
  return element('testcase', { classname, name: id, time: seconds(durationMs) }, [
    properties([
      ['title', title],
      ['outcome', outcome],
      ['severity', severity],
      ...requirements.map(({ id, document, section, level }) => ['requirement', `${id} (${document} ${section} ${level})`] as const),
      ...places(requirements).map(({ url }) => ['specification', url] as const),
      ...(outcome === 'warn' || outcome === 'info' ? [[outcome, reason] as const] : []),
      ...result.rows.flatMap((row) => remarksOn(run, row).map(([name, text]) => [name, `${row.name}: ${text}`] as const)),
    ]),
    ...verdict(run, result),
  ])
}

function verdict(run: ShownRun, result: ShownResult): Element[] {
  const outcome = inOneWord(result)
  const message = [result.reason, ...hiddenIn(result)].join('; ')
  if (outcome === 'fail') return [element('failure', { message, type: 'fail' }, text(run, result))]
  if (isOpen(outcome)) return [element('error', { message, type: outcome }, text(run, result))]
  if (outcome === 'skip') return [element('skipped', { message }, text(run, result))]
  return outcome === 'warn' ? [element('system-out', {}, text(run, result))] : []
}

/** Each row that is not as it should be, in words; a skip says how to provide what is missing. */
function text(run: ShownRun, { id, title, requirements, rows, exchanges, reason }: ShownResult): string {
  const lines = rows
    .filter(({ outcome }) => outcome !== 'pass' && outcome !== 'info')
    .flatMap((row) => {
      const { name, outcome, expected, seen, reason, provide, exchange } = row
      return [
        `${outcome}: ${name}`,
        ...(expected === undefined ? [`  ${reason}`] : [`  expected: ${expected}`, `  seen: ${seen}`]),
        ...(provide === undefined ? [] : [`  provide: ${provide}`]),
        ...remarksOn(run, row).map(([name, text]) => `  ${name}: ${text}`),
        ...(exchange === undefined ? [] : [`  exchange ${exchange} in run.json: ${exchanges[exchange] ?? 'lost'}`]),
      ]
    })
  const rests = places(requirements).map(({ document, section, level, url }) => `${document} ${section} ${level} ${url}`)
  return [title, ...rests, ...(lines.length === 0 ? [reason] : lines), `more: grantproof explain ${id}`].join('\n')
}

/** What no scenario can say: no honest flow, nothing selected, a run that did not end. Without it an empty file would look green. */
function runSuite(run: ShownRun, target: string): Element[] {
  const said = shortfall(run)
  if (!said) return []
  const name = `grantproof.${target}.run`
  const broken = element('error', { message: said, type: 'error' }, [said, ...(run.noFlow?.exchanges ?? [])].join('\n'))
  return [
    element('testsuite', { name, timestamp: run.startedAt, tests: '1', failures: '0', errors: '1', skipped: '0', time: '0.000' }, [
      properties(ofRun(run)),
      element('testcase', { classname: name, name: 'judges the target', time: '0.000' }, [broken]),
    ]),
  ]
}
