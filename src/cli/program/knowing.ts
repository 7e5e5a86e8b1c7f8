import { Argument, type Command, Option } from 'commander'
import { configured, type Done, examples, exitHelp, gathered, selectionHelp, whole } from './options.ts'

// Commands about scenarios, requirements and faults, and the server that takes faults.

/** Lists scenarios. */
export function list(top: Command, done: Done): void {
  configured(top.command('list [selection...]').description('lists scenarios'))
    .option('--json', 'prints them as JSON')
    .addHelpText(
      'after',
      `${selectionHelp}\n${exitHelp(['clean', 'nothingSelected'])}\n${examples(['list', 'list pkce', 'list rfc7636-4.6-wrong-verifier', 'list --json'])}`,
    )
    .action(async (selection, options) => done(await (await import('../list.ts')).list(selection, options)))
}

/** Explains a scenario, a requirement or a fault. */
export function explain(top: Command, done: Done): void {
  configured(top.command('explain <id>').description('explains a scenario, a requirement or a fault of the embedded server'))
    .addHelpText(
      'after',
      `${exitHelp(['clean'], { nothingSelected: 'nothing has that id' })}\n${examples(['explain pkce/rejects-wrong-code-verifier', 'explain rfc7636-4.6-wrong-verifier', 'explain accepts-wrong-code-verifier'])}`,
    )
    .action(async (id, options) => done(await (await import('../explain.ts')).explain(id, options)))
}

/** Runs the embedded server. */
export function serve(top: Command, done: Done): void {
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
      `\nCtrl+C ends it, with exit code 0.\n${examples([
        'serve',
        'serve --port 9000 --policy oauth21',
        'serve --fault redeems-code-twice --fault omits-iss',
        'serve --list-faults',
        'serve --persona wso2-am-3.2 --port 9443',
      ])}`,
    )
    .action(async (options) => done(await (await import('../serve.ts')).serve(options)))
}

/** Runs the proof. */
export function prove(top: Command, done: Done): void {
  top
    .command('prove [selection...]')
    .description('proves that scenarios detect: each passes on the sound server, each fault is found')
    .option('--json', 'prints the proof as JSON')
    .option('--full', 'also tries each fault with the scenarios that met it without killing it, and have not changed since')
    .option('--all', 'runs every scenario against every fault, even where it cannot meet it')
    .option('--update', 'makes this kill matrix the known one')
    .addHelpText(
      'after',
      `${selectionHelp}\nThe name of a fault tries that one alone.\n${exitHelp(['nothingSelected'], { clean: 'proved', gateNotMet: 'something is unproved' })}\n${examples(['prove', 'prove pkce', 'prove accepts-wrong-code-verifier', 'prove --json', 'prove --full --update'])}`,
    )
    .action(async (selection, options) => done(await (await import('../prove.ts')).prove(selection, options)))
}

/** Writes the completion of a shell. */
export function completion(top: Command, done: Done): void {
  top
    .command('completion')
    .description('prints a script by which a shell completes commands, options and scenarios')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      `${exitHelp(['clean'])}\n${examples(['completion bash > ~/.local/share/bash-completion/completions/grantproof', 'completion fish | source'])}`,
    )
    .action(async (shell) => done(await (await import('../completion.ts')).completion(shell, top)))
}

/** Writes a scenario to begin with. */
export function scaffold(top: Command, done: Done): void {
  configured(top.command('new <suite/name>').description('writes a scenario that works, to begin with'))
    .addHelpText(
      'after',
      `${exitHelp([], { clean: 'written' })}\n${examples(['new pkce/rejects-reused-verifier', 'new acme/requires-consent-for-payments'])}`,
    )
    .action(async (name, options) => done(await (await import('../new.ts')).scaffold(name, options)))
}
