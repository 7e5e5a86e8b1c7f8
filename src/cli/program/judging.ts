import { type Command, Option } from 'commander'
import { offeredProfiles } from '../../spec/profiles.ts'
import { isWatched } from '../watched.ts'
import {
  configured,
  type Done,
  everyExit,
  examples,
  exitHelp,
  furtherReports,
  gated,
  gatheredOrNone,
  inReports,
  keptEvidence,
  selectionHelp,
  verboseHelp,
  whole,
} from './options.ts'

// Commands that meet a server.

/** Judges the server that comes with grantproof. */
export function demo(top: Command, done: Done): void {
  const command = top.command('demo [selection...]').description('starts the authorization server that comes with grantproof and judges it')
  inReports(command)
    .addOption(new Option('--profile <name>', 'what it keeps to and is judged by').choices(offeredProfiles).default('bcp'))
    .option('--json', 'prints the run as JSON on stdout')
    .addOption(keptEvidence())
    .addOption(furtherReports())
    .option('--verbose', verboseHelp)
    .addHelpText(
      'after',
      `${selectionHelp}\n${exitHelp(everyExit)}\n${examples(['demo', 'demo --report har', 'demo pkce --profile oauth21', 'demo --json > run.json'])}`,
    )
    .action(async (selection, options) => done(await (await import('../demo.ts')).demo(selection, options)))
}

/** Writes a configuration. */
export function init(top: Command, done: Done): void {
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
      `\nSecrets are never asked for: the file names environment variables.\n${exitHelp(['clean', 'notReady'])}\n${examples(['init https://as.example.com', 'init https://as.example.com --yes --ci github', 'init https://am.example.com:9443 --preset wso2-am-3.2', "init https://as.example.com --client-id web --redirect-uri https://app.example.com/callback --scope 'read write' --user alice"])}`,
    )
    .action(async (issuer, options) => done(await (await import('../init.ts')).init(issuer, options)))
}

/** Looks at what has to be right first. */
export function doctor(top: Command, done: Done): void {
  configured(top.command('doctor').description('looks at what has to be right before a server can be judged, and says what to mend'))
    .option('--target <name>', 'which target of the configuration; all: one after another')
    .option('--save-ca <file>', 'writes the certificates of authorities that are not trusted into a new file, for tls.ca')
    .option('--json', 'prints the checks as JSON')
    .addHelpText(
      'after',
      `${exitHelp(['clean', 'notReady'])}\n${examples(['doctor', 'doctor --target staging', 'doctor --save-ca authority.pem', 'doctor --json'])}`,
    )
    .action(async (options) => done(await (await import('../doctor.ts')).doctor(options)))
}

/** Keeps a session that a person began. */
export function login(top: Command, done: Done): void {
  configured(top.command('login').description('lets you sign in by hand in a window, and keeps the session for runs without you'))
    .option('--user <name>', 'which user of the configuration; default: the first')
    .option('--target <name>', 'which target of the configuration')
    .option('--forget', 'removes the session that is kept')
    .option('--timeout <seconds>', 'how long the window waits for you', whole(1, 86_400), 600)
    .addHelpText(
      'after',
      `\nFor users with a second factor, or behind a captcha. The file that it writes is for you alone; what it names is kept until the server ends it.\n${exitHelp(['clean', 'notReady'])}\n${examples(['login', 'login --user alice --target staging', 'login --user alice --forget'])}`,
    )
    .action(async (options) => done(await (await import('../login.ts')).login(options)))
}

/** Judges a server. */
export function run(top: Command, done: Done): void {
  const command = top.command('run [selection...]').description('judges the server that harness.config.ts describes')
  gated(configured(command), { usualProfile: 'what the target says', quiet: 'the exit code and the reports say all' })
    .option('--target <name>', 'which target of the configuration; all: one after another')
    .option('--seed <n>', 'the seed of every search', whole(0))
    .option('--concurrency <n>', 'how many flows run at once', whole(1, 64))
    .addOption(keptEvidence())
    .addOption(furtherReports())
    .option('--watch [paths...]', 'judges again when one of these changes, or the configuration, or on Enter; for a server on this machine')
    .addHelpText(
      'after',
      `${selectionHelp}\n${exitHelp(everyExit)}\n${examples(['run', 'run --report sarif,markdown', 'run redirect-uri pkce', 'run pkce --watch src', "run 'refresh-token/*'", 'run rfc7636-4.6-wrong-verifier', 'run --target staging --profile oauth21 --fail-on warn'])}`,
    )
    .action(async (selection, { watch, ...options }) => {
      if (watch === undefined || isWatched()) return done(await (await import('../run.ts')).run(selection, options))
      const { config, target, reportsDir } = options
      return done(await (await import('../watch.ts')).watch({ config, target, reportsDir, paths: watch === true ? [] : watch }))
    })
}

/** Tries findings again. */
export function replay(top: Command, done: Done): void {
  const command = top
    .command('replay <run> [selection...]')
    .description('sends scenarios of a saved run again, and says which of its findings still happen')
  inReports(configured(command))
    .option('--target <name>', 'which target of the configuration; default: that of the run')
    .option('--seed <n>', 'the seed of every search', whole(0))
    .addHelpText(
      'after',
      `${exitHelp(everyExit, { clean: 'no finding happens any more', gateNotMet: 'a finding still happens, or came to no verdict' })}\n${examples(['replay latest', 'replay latest pkce/rejects-wrong-code-verifier', 'replay reports/staging/history/2026-11-22T10-00-00.000Z.json redirect-uri'])}`,
    )
    .action(async (where, selection, options) => done(await (await import('../replay.ts')).replay(where, selection, options)))
}
