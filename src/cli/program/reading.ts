import { type Command, Option } from 'commander'
import { comparisonFormats } from '../../report/comparison/formats.ts'
import { formats } from '../../report/formats.ts'
import { configured, type Done, everyExit, examples, exitHelp, gated, gatheredOrNone, inReports } from './options.ts'

// Commands that read saved runs and contact nobody.

/** Computes verdicts again. */
export function judge(top: Command, done: Done): void {
  gated(
    configured(
      top.command('judge <run>').description('computes every verdict of a saved run again: a file, a folder, a target, or latest'),
    ),
    { usualProfile: 'that of the run', quiet: 'the exit code says all' },
  )
    .addHelpText(
      'after',
      `\nVerdicts come from evidence: a run that was kept with --evidence none cannot be judged again.\n${exitHelp(everyExit, { notReady: 'the first honest flow of the run failed', nothingSelected: 'nothing was selected in the run' })}\n${examples(['judge latest', 'judge latest --profile oauth21', 'judge reports/staging/run.json --json'])}`,
    )
    .action(async (where, options) => done(await (await import('../judge.ts')).judge(where, options)))
}

/** Shows a run in a format, or several side by side. */
export function report(top: Command, done: Done): void {
  const all = Object.entries(formats)
  const several = Object.keys(comparisonFormats)
  const command = top
    .command('report <run...>')
    .description(`shows a saved run in a format: a file, a folder, a target, or latest; several side by side as ${several.join(', ')}`)
  inReports(command)
    .addOption(new Option('--format <name>', 'how it is shown').choices(all.map(([name]) => name)).makeOptionMandatory())
    .option('--out <file>', 'the file to write; default: stdout. For allure the folder, which has to be named')
    .option('--label <name>', 'what a run is called beside others; given once for each, in their order', gatheredOrNone)
    .addHelpText(
      'after',
      `\nFormats:\n${all.map(([name, { about }]) => `  ${name.padEnd(12)} ${about}`).join('\n')}\n${exitHelp([], { clean: 'shown, whatever the run has come to' })}\n${examples(['report latest --format junit --out junit.xml', 'report reports/staging/run.json --format json', 'report berlin madrid oslo --format html --out tenants.html'])}`,
    )
    .action(async (runs, options) => done(await (await import('../report.ts')).report(runs, options)))
}

/** Compares two runs. */
export function diff(top: Command, done: Done): void {
  const command = top
    .command('diff <before> <after>')
    .description('compares two saved runs: what is new, mended, changed, and what is not judged any more')
  inReports(configured(command))
    .addOption(new Option('--format <name>', 'how it is shown').choices(['text', 'markdown', 'json']).default('text'))
    .option('--exit-code', 'exits 1 when something is new, or no longer judged')
    .addHelpText(
      'after',
      `${exitHelp([], { clean: 'compared', gateNotMet: 'with --exit-code: something is new, or no longer judged, or the second run judged nothing' })}\n${examples(['diff before.json latest', 'diff main/run.json reports/staging/run.json --format markdown'])}`,
    )
    .action(async (before, after, options) => done(await (await import('../diff.ts')).diff(before, after, options)))
}

/** Writes a waiver. */
export function waive(top: Command, done: Done): void {
  const command = top
    .command('waive <id>')
    .description('writes down that a finding is known: gates overlook it for a time, reports show it still')
  inReports(configured(command))
    .requiredOption('--reason <text>', 'why it is overlooked')
    .requiredOption('--owner <name>', 'who answers for it')
    .requiredOption('--expires <day>', 'the last day on which it holds, such as 2027-03-31')
    .option('--ticket <url>', 'where it is followed')
    .option('--row <name>', 'of this row alone, or of those that a glob names')
    .addOption(new Option('--expect <outcome>', 'what is overlooked; default: the worst that the run has').choices(['fail', 'warn']))
    .option('--any-target', 'for every target, and not for that of the run alone')
    .option('--run <run>', 'the run that has the finding', 'latest')
    .option('--waivers <file>', 'where it is written; default: waivers.yaml beside the configuration')
    .addHelpText(
      'after',
      `${exitHelp([], { clean: 'written', nothingSelected: 'the run has no such finding' })}\n${examples(["waive pkce/refuses-the-method-plain --reason 'replaced in March' --owner 'gateway team' --expires 2027-03-31"])}`,
    )
    .action(async (id, options) => done(await (await import('../waive.ts')).waive(id, options)))
}
