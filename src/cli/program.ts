import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { exitCodes } from '../gate/gate.ts'
import { type FormatName, formats } from '../report/formats.ts'
import { offeredProfiles } from '../spec/profiles.ts'
import { severities } from '../spec/severity.ts'
import { version } from './version.ts'
import { isWatched } from './watched.ts'

/** Parses a command line and runs its command. Resolves with the exit code; rejects with whatever the command threw. */
export async function program(argv: readonly string[]): Promise<number> {
  let code: number = exitCodes.clean
  const grantproof = build((result) => {
    code = result
  })
  try {
    await grantproof.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage
    throw error
  }
}

type Done = (exitCode: number) => void

function build(done: Done): Command {
  const top = new Command('grantproof')
    .description('Tells whether an OAuth 2.0 authorization server really is one, and is safe.\nTest only servers that you may test.')
    .version(version(), '-V, --version', 'prints the version')
    .helpOption('-h, --help', 'explains a command')
    .exitOverride()
    .configureHelp({ showGlobalOptions: false })
    .showHelpAfterError('(--help explains it)')
  for (const add of [demo, init, doctor, login, run, list, explain, serve, prove, judge, report, diff, replay, waive, completion, scaffold])
    add(top, done)
  return top.addHelpText(
    'after',
    examples(['demo', 'run', 'run pkce', 'explain pkce/rejects-wrong-code-verifier', 'judge latest --profile oauth21']),
  )
}

const examples = (lines: readonly string[]): string => `\nExamples:\n${lines.map((line) => `  $ grantproof ${line}`.trimEnd()).join('\n')}`

function demo(top: Command, done: Done): void {
  const command = top.command('demo [selection...]').description('starts the authorization server that comes with grantproof and judges it')
  command
    .addOption(new Option('--profile <name>', 'what it keeps to and is judged by').choices(offeredProfiles).default('bcp'))
    .option('--json', 'prints the run as JSON on stdout')
    .option('--out <dir>', 'the folder of reports', 'reports')
    .addOption(furtherReports())
    .option('--verbose', verboseHelp)
    .addHelpText('after', examples(['demo', 'demo --report har', 'demo pkce --profile oauth21', 'demo --json > run.json']))
    .action(async (selection, options) => done(await (await import('./demo.ts')).demo(selection, options)))
}

function init(top: Command, done: Done): void {
  top
    .command('init <issuer>')
    .description('finds a server and writes a configuration for it; asks what nobody said')
    .option('--out <file>', 'the file to write', 'harness.config.ts')
    .option('--yes', 'asks nothing: usual values where nothing was said')
    .option('--client-id <id>', 'the client_id of a client that exists for tests')
    .option('--public', 'the client has no secret')
    .addOption(new Option('--redirect-uri <uri>', 'as it is registered; may be given again').argParser(gatheredOrNone))
    .option('--scope <scopes>', 'what the client may be granted, with spaces between')
    .option('--user <name>', 'the user name of somebody who exists for tests')
    .option('--preset <name>', 'a product of which something is known: keycloak, hydra, wso2-am-3.2, …')
    .option('--ca <file>', 'a PEM file of your own authorities')
    .option('--authorization-endpoint <url>', 'where the server has no metadata')
    .option('--token-endpoint <url>', 'where the server has no metadata')
    .addOption(new Option('--ci <name>', 'also writes a file for a pipeline').choices(['github', 'gitlab']))
    .option('--force', 'overwrites')
    .addHelpText(
      'after',
      `\nSecrets are never asked for: the file names environment variables.\n${examples(['init https://as.example.com', 'init https://as.example.com --yes --ci github', 'init https://am.example.com:9443 --preset wso2-am-3.2', "init https://as.example.com --client-id web --redirect-uri https://app.example.com/callback --scope 'read write' --user alice"])}`,
    )
    .action(async (issuer, options) => done(await (await import('./init.ts')).init(issuer, options)))
}

function doctor(top: Command, done: Done): void {
  configured(top.command('doctor').description('looks at what has to be right before a server can be judged, and says what to mend'))
    .option('--target <name>', 'which target of the configuration; all: one after another')
    .option('--save-ca <file>', 'writes the certificates of authorities that are not trusted into a new file, for tls.ca')
    .option('--json', 'prints the checks as JSON')
    .addHelpText(
      'after',
      `\nExit codes: 0 ready, 5 something has to be mended first.\n${examples(['doctor', 'doctor --target staging', 'doctor --save-ca authority.pem', 'doctor --json'])}`,
    )
    .action(async (options) => done(await (await import('./doctor.ts')).doctor(options)))
}

function login(top: Command, done: Done): void {
  configured(top.command('login').description('lets you sign in by hand in a window, and keeps the session for runs without you'))
    .option('--user <name>', 'which user of the configuration; default: the first')
    .option('--target <name>', 'which target of the configuration')
    .option('--forget', 'removes the session that is kept')
    .option('--timeout <seconds>', 'how long the window waits for you', whole(1, 86_400), 600)
    .addHelpText(
      'after',
      `\nFor users with a second factor, or behind a captcha. The file that it writes is for you alone; what it names is kept until the server ends it.\n${examples(['login', 'login --user alice --target staging', 'login --user alice --forget'])}`,
    )
    .action(async (options) => done(await (await import('./login.ts')).login(options)))
}

function run(top: Command, done: Done): void {
  const command = top.command('run [selection...]').description('judges the server that harness.config.ts describes')
  gated(configured(command))
    .option('--target <name>', 'which target of the configuration; all: one after another')
    .option('--seed <n>', 'the seed of every search', whole(0))
    .option('--concurrency <n>', 'how many flows run at once', whole(1, 64))
    .addOption(
      new Option(
        '--evidence <kind>',
        'what is kept beside findings: nothing, exchanges with marks for secrets (default), or also a HAR with the secrets',
      ).choices(['none', 'marks', 'full']),
    )
    .addOption(furtherReports())
    .option('--watch [paths...]', 'judges again when one of these changes, or the configuration, or on Enter; for a server on this machine')
    .addHelpText(
      'after',
      `${selectionHelp}\n${exitHelp}\n${examples(['run', 'run --report sarif,markdown', 'run redirect-uri pkce', 'run pkce --watch src', "run 'refresh-token/*'", 'run rfc7636-4.6-wrong-verifier', 'run --target staging --profile oauth21 --fail-on warn'])}`,
    )
    .action(async (selection, { watch, ...options }) => {
      if (watch === undefined || isWatched()) return done(await (await import('./run.ts')).run(selection, options))
      const { config, target, out } = options
      return done(await (await import('./watch.ts')).watch({ config, target, out, paths: watch === true ? [] : watch }))
    })
}

function list(top: Command, done: Done): void {
  configured(top.command('list [selection...]').description('lists scenarios'))
    .option('--json', 'prints them as JSON')
    .addHelpText('after', `${selectionHelp}\n${examples(['list', 'list pkce', 'list rfc7636-4.6-wrong-verifier', 'list --json'])}`)
    .action(async (selection, options) => done(await (await import('./list.ts')).list(selection, options)))
}

function explain(top: Command, done: Done): void {
  configured(top.command('explain <id>').description('explains a scenario, a requirement or a fault of the embedded server'))
    .addHelpText(
      'after',
      examples(['explain pkce/rejects-wrong-code-verifier', 'explain rfc7636-4.6-wrong-verifier', 'explain accepts-wrong-code-verifier']),
    )
    .action(async (id, options) => done(await (await import('./explain.ts')).explain(id, options)))
}

function serve(top: Command, done: Done): void {
  top
    .command('serve')
    .description('runs the authorization server that comes with grantproof, sound or with faults, until it is interrupted')
    .option('--port <n>', 'where it listens; 0: a free port', whole(0, 65_535), 0)
    .option('--host <address>', 'where it listens', '127.0.0.1')
    .addOption(new Option('--policy <name>', 'whose rules it keeps').choices(['classic', 'bcp', 'oauth21']).default('bcp'))
    .addOption(new Option('--fault <name>', 'switches a fault on; may be given again').argParser(gathered).default([], 'none'))
    .option('--clients <file>', 'JSON: clients by role, as RFC 7591 names their metadata')
    .option('--list-faults', 'lists the faults that there are')
    .addOption(
      new Option('--persona <name>', 'behaves like a version of WSO2, on localhost and with TLS: wso2-am-3.2, …').conflicts([
        'host',
        'policy',
        'fault',
        'clients',
        'listFaults',
      ]),
    )
    .option('--pages-elsewhere', 'a persona shows its pages on 127.0.0.1, another site than localhost')
    .addHelpText(
      'after',
      examples([
        'serve',
        'serve --port 9000 --policy oauth21',
        'serve --fault redeems-code-twice --fault omits-iss',
        'serve --list-faults',
        'serve --persona wso2-am-3.2 --port 9443',
      ]),
    )
    .action(async (options) => done(await (await import('./serve.ts')).serve(options)))
}

function prove(top: Command, done: Done): void {
  top
    .command('prove [selection...]')
    .description('proves that scenarios detect: each passes on the sound server, each fault is found')
    .option('--json', 'prints the proof as JSON')
    .option('--full', 'also tries each fault with the scenarios that met it without killing it, and have not changed since')
    .option('--all', 'runs every scenario against every fault, even where it cannot meet it')
    .option('--update', 'makes this kill matrix the known one')
    .addHelpText(
      'after',
      `${selectionHelp}\nThe name of a fault tries that one alone.\n${examples(['prove', 'prove pkce', 'prove accepts-wrong-code-verifier', 'prove --json', 'prove --full --update'])}`,
    )
    .action(async (selection, options) => done(await (await import('./prove.ts')).prove(selection, options)))
}

function judge(top: Command, done: Done): void {
  gated(
    configured(
      top.command('judge <run>').description('computes every verdict of a saved run again: a file, a folder, a target, or latest'),
    ),
  )
    .addHelpText(
      'after',
      `${exitHelp}\n${examples(['judge latest', 'judge latest --profile oauth21', 'judge reports/staging/run.json --json'])}`,
    )
    .action(async (where, options) => done(await (await import('./judge.ts')).judge(where, options)))
}

function report(top: Command, done: Done): void {
  const all = Object.entries(formats)
  top
    .command('report <run>')
    .description('shows a saved run in a format: a file, a folder, a target, or latest')
    .addOption(new Option('--format <name>', 'how it is shown').choices(all.map(([name]) => name)).makeOptionMandatory())
    .option('--out <path>', 'where to; default: stdout; for allure a folder, which has to be named')
    .option('--reports <dir>', 'the folder of reports', 'reports')
    .addHelpText(
      'after',
      `\nFormats:\n${all.map(([name, { about }]) => `  ${name.padEnd(12)} ${about}`).join('\n')}\n${examples(['report latest --format junit --out junit.xml', 'report reports/staging/run.json --format json'])}`,
    )
    .action(async (where, options) => done(await (await import('./report.ts')).report(where, options)))
}

function diff(top: Command, done: Done): void {
  top
    .command('diff <before> <after>')
    .description('compares two saved runs: what is new, mended, changed, and what is not judged any more')
    .addOption(new Option('--format <name>', 'how it is shown').choices(['text', 'markdown', 'json']).default('text'))
    .option('--exit-code', 'exits 1 when something is new, or no longer judged')
    .option('--config <file>', 'the configuration that names scenarios of your own')
    .option('--reports <dir>', 'the folder of reports', 'reports')
    .addHelpText('after', examples(['diff before.json latest', 'diff main/run.json reports/staging/run.json --format markdown']))
    .action(async (before, after, options) => done(await (await import('./diff.ts')).diff(before, after, options)))
}

function replay(top: Command, done: Done): void {
  configured(
    top
      .command('replay <run> [selection...]')
      .description('sends scenarios of a saved run again, and says which of its findings still happen'),
  )
    .option('--target <name>', 'which target of the configuration; default: that of the run')
    .option('--seed <n>', 'the seed of every search', whole(0))
    .option('--reports <dir>', 'the folder of reports', 'reports')
    .addHelpText(
      'after',
      `\nExit codes: 0 none still happens, 1 one does, 3 there is nothing to replay, 4 the first honest flow failed.\n${examples(['replay latest', 'replay latest pkce/rejects-wrong-code-verifier', 'replay reports/staging/history/2026-11-22T10-00-00.000Z.json redirect-uri'])}`,
    )
    .action(async (where, selection, options) => done(await (await import('./replay.ts')).replay(where, selection, options)))
}

function waive(top: Command, done: Done): void {
  configured(
    top.command('waive <id>').description('writes down that a finding is known: gates overlook it for a time, reports show it still'),
  )
    .requiredOption('--reason <text>', 'why it is overlooked')
    .requiredOption('--owner <name>', 'who answers for it')
    .requiredOption('--expires <day>', 'the last day on which it holds, such as 2027-03-31')
    .option('--ticket <url>', 'where it is followed')
    .option('--row <name>', 'of this row alone, or of those that a glob names')
    .addOption(new Option('--expect <outcome>', 'what is overlooked; default: the worst that the run has').choices(['fail', 'warn']))
    .option('--any-target', 'for every target, and not for that of the run alone')
    .option('--run <run>', 'the run that has the finding', 'latest')
    .option('--file <file>', 'where it is written; default: waivers.yaml beside the configuration')
    .option('--reports <dir>', 'the folder of reports', 'reports')
    .addHelpText('after', examples(["waive pkce/rejects-plain --reason 'replaced in March' --owner 'gateway team' --expires 2027-03-31"]))
    .action(async (id, options) => done(await (await import('./waive.ts')).waive(id, options)))
}

function completion(top: Command, done: Done): void {
  top
    .command('completion')
    .description('prints a script by which a shell completes commands, options and scenarios')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', examples(['completion bash > ~/.local/share/bash-completion/completions/grantproof', 'completion fish | source']))
    .action(async (shell) => done(await (await import('./completion.ts')).completion(shell, top)))
}

function scaffold(top: Command, done: Done): void {
  configured(top.command('new <suite/name>').description('writes a scenario that works, to begin with'))
    .addHelpText('after', examples(['new pkce/rejects-reused-verifier', 'new acme/requires-consent-for-payments']))
    .action(async (name, options) => done(await (await import('./new.ts')).scaffold(name, options)))
}

const configured = (command: Command): Command =>
  command.option('--config <file>', 'the configuration; default: harness.config.ts, .js, .json or .yaml here')

const gated = (command: Command): Command =>
  command
    .addOption(new Option('--profile <name>', 'what is graded by; default: what the target says').choices(offeredProfiles))
    .addOption(
      new Option('--fail-on <what>', 'what stops a build: failures (default), warnings too, or what the baseline has not').choices([
        'fail',
        'warn',
        'new',
      ]),
    )
    .addOption(new Option('--severity <least>', 'the least severity that stops a build').choices(severities))
    .option('--allow-blocked', 'lets scenarios pass that came to no verdict')
    .option('--coverage <percent>', 'how many of a hundred selected scenarios must be graded', whole(0, 100))
    .option('--baseline <run>', 'an earlier run, whose findings are not new')
    .option('--waivers <file>', 'known findings; default: waivers.yaml beside the configuration')
    .option('--no-waivers', 'overlooks nothing')
    .option('--strict-waivers', 'a waiver that covers nothing stops a build too')
    .option('--out <dir>', 'the folder of reports', 'reports')
    .option('--json', 'prints the run as JSON on stdout')
    .option('--quiet', 'prints nothing but errors: the exit code and the reports say all')
    .option('--verbose', verboseHelp)

const verboseHelp = 'shows every scenario and every row, and the requests of failed rows as curl commands'

const selectionHelp = `
A selection is a scenario's id, a folder of suites/, a glob, a requirement's id, or a file; nothing selects everything.`

const exitHelp = `
Exit codes: 0 clean, 1 gate not met, 2 usage or configuration, 3 nothing selected, 4 the first honest flow failed,
70 a fault of grantproof itself, 130 interrupted.`

/** The run itself is written in any case. */
const further = (Object.keys(formats) as FormatName[]).filter((name) => name !== 'json')

const furtherReports = (): Option =>
  new Option('--report <formats>', `also writes the run in these formats beside it; may be given again: ${further.join(', ')}`).argParser(
    formatNames,
  )

function formatNames(value: string, former: FormatName[] | undefined): FormatName[] {
  const names = value.split(',')
  const unknown = names.find((name) => !(further as string[]).includes(name))
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is no format. Allowed choices are ${further.join(', ')}.`)
  return [...(former ?? []), ...(names as FormatName[])]
}

const gathered = (value: string, former: string[]): string[] => [...former, value]

const gatheredOrNone = (value: string, former: string[] | undefined): string[] => gathered(value, former ?? [])

function whole(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    throw new InvalidArgumentError(
      `Expected a whole number ${most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`}.`,
    )
  }
}
