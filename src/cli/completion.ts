import type { Command } from 'commander'
import { exitCodes } from '../gate/gate.ts'
import type { Entry } from '../scenario/catalog.ts'
import { loadKnown } from './load-entries.ts'

/** Shells whose completion can be written. */
export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/** What a command offers: its options, the words that an option takes, and whether it takes scenarios. */
export interface Offered {
  name: string
  about: string
  options: { flag: string; about: string; choices: readonly string[] }[]
  takesScenarios: boolean
}

/** Prints a completion script: commands, options, their words, and scenarios where a command selects some. */
export async function completion(shell: Shell, top: Command): Promise<number> {
  const commands = top.commands.map(offered)
  process.stdout.write(scripts[shell](commands, selectors(await loadKnown({}))))
  return exitCodes.clean
}

const offered = (command: Command): Offered => ({
  name: command.name(),
  about: command.description().split('\n')[0]!,
  options: command.options.map(({ long, description, argChoices = [] }) => ({ flag: long!, about: description, choices: argChoices })),
  takesScenarios: command.registeredArguments.some((argument) => ['selection', 'id'].includes(argument.name())),
})

/** Folders and scenarios. */
const selectors = (entries: readonly Entry[]): string[] => [...new Set(entries.flatMap(({ id }) => [id.split('/')[0]!, id]))].sort()

const scripts: Readonly<Record<Shell, (commands: readonly Offered[], selectors: readonly string[]) => string>> = { bash, zsh, fish }

/** Words for one command, by what stands before the cursor. */
const optionCases = ({ options }: Offered): string =>
  options
    .filter(({ choices }) => choices.length > 0)
    .map(({ flag, choices }) => `          ${flag}) words='${choices.join(' ')}' ;;\n`)
    .join('')

function bash(commands: readonly Offered[], scenarios: readonly string[]): string {
  const cases = commands
    .map((command) => {
      const flags = command.options.map(({ flag }) => flag).join(' ')
      const rest = command.takesScenarios ? '$scenarios' : ''
      const usual = `          -*) words='' ;;\n          *) case $now in -*) words='${flags}' ;; *) words="${rest}" ;; esac ;;\n`
      return `      ${command.name})\n        case $before in\n${optionCases(command)}${usual}        esac ;;\n`
    })
    .join('')
  return `# bash completion of grantproof: source <(grantproof completion bash)
_grantproof() {
  local now=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words=''
  local scenarios='${scenarios.join(' ')}'
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${commands.map(({ name }) => name).join(' ')} --help --version'
  else
    case \${COMP_WORDS[1]} in
${cases}    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$now"))
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$now"))
}
complete -F _grantproof grantproof
`
}

/** zsh runs the functions of bash. */
function zsh(commands: readonly Offered[], scenarios: readonly string[]): string {
  return bash(commands, scenarios).replace(
    /^#.*\n/,
    '# zsh completion of grantproof: source <(grantproof completion zsh)\nautoload -Uz compinit && compinit\nautoload -Uz bashcompinit && bashcompinit\n',
  )
}

function fish(commands: readonly Offered[], scenarios: readonly string[]): string {
  const lines = commands.flatMap(({ name, about, options, takesScenarios }) => {
    const of = `complete -c grantproof -n '__fish_seen_subcommand_from ${name}'`
    return [
      `complete -c grantproof -n __fish_use_subcommand -f -a ${name} -d ${quoted(about)}`,
      ...options.map(
        ({ flag, about, choices }) =>
          `${of} -l ${flag.slice(2)} -d ${quoted(about)}${choices.length > 0 ? ` -x -a '${choices.join(' ')}'` : ''}`,
      ),
      ...(takesScenarios ? [`${of} -a "$__grantproof_scenarios"`] : []),
    ]
  })
  return [
    '# fish completion of grantproof: grantproof completion fish | source',
    `set -g __grantproof_scenarios ${scenarios.join(' ')}`,
    ...lines,
    '',
  ].join('\n')
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`
