import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { build } from '../program.ts'

const commands = build(() => {}).commands
const options = commands.flatMap((command) => command.options.map((option) => ({ command: command.name(), option })))
const having = (flag: string): string[] => options.filter(({ option }) => option.long === flag).map(({ command }) => command)
const takes = (command: Command, argument: string): boolean => command.registeredArguments.some((one) => one.name() === argument)

describe('one vocabulary for the options of all commands', () => {
  it('the same name takes the same kind of value everywhere', () => {
    const flags = Map.groupBy(options, ({ option }) => option.long!)
    const kinds = [...flags].map(([flag, all]) => [flag, new Set(all.map(({ option }) => option.flags))] as const)
    expect(kinds.filter(([, all]) => all.size > 1)).toEqual([])
  })

  it('a folder is that of the reports, and whoever reads or writes a run can name it', () => {
    const folders = options.filter(({ option }) => option.flags.includes('<dir>')).map(({ option }) => option.flags)
    expect([...new Set(folders)]).toEqual(['--reports-dir <dir>'])
    const ofRuns = commands.filter((command) => ['run', 'before', 'runs'].some((name) => takes(command, name)))
    expect(ofRuns.map((command) => command.name())).toContain('diff')
    const expected = [...ofRuns.map((command) => command.name()), 'demo', 'run', 'waive']
    expect(having('--reports-dir').toSorted()).toEqual([...new Set(expected)].sort())
  })

  it('one thing that is written goes to --out, what is read is named by what it is', () => {
    expect(having('--out').toSorted()).toEqual(['init', 'report'])
    expect(having('--waivers').toSorted()).toEqual(['judge', 'run', 'waive'])
  })
})

/** What `--help` of a command prints, with what comes behind its options. */
function helpOf(name: string): string {
  let text = ''
  commands
    .find((command) => command.name() === name)!
    .configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 400 })
    .outputHelp()
  return text
}
const exitCodesOf = (name: string): Record<string, string> =>
  Object.fromEntries(
    [...(helpOf(name).split('Exit codes:\n')[1] ?? '').split('\n\n')[0]!.matchAll(/^ {2}(\d+) +(.+)$/gm)].map(([, code, meaning]) => [
      code,
      meaning,
    ]),
  )

describe('the help of a command', () => {
  it('says by which codes it ends; what any command may end with is among them', () => {
    for (const name of commands.map((command) => command.name())) {
      if (name === 'serve') expect(helpOf(name)).toContain('exit code 0')
      else expect({ name, codes: Object.keys(exitCodesOf(name)) }).toEqual({ name, codes: expect.arrayContaining(['0', '2', '70', '130']) })
    }
  })

  it('says what a code means for this command', () => {
    expect(Object.keys(exitCodesOf('replay'))).toEqual(['0', '1', '2', '3', '4', '70', '130'])
    expect(exitCodesOf('replay')[1]).toBe('a finding still happens, or came to no verdict')
    expect(exitCodesOf('diff')).toMatchObject({ 0: 'compared', 1: expect.stringContaining('--exit-code') })
    expect(exitCodesOf('report')).not.toHaveProperty('1')
    expect(exitCodesOf('waive')).toHaveProperty('3', 'the run has no such finding')
    expect(Object.keys(exitCodesOf('demo'))).toEqual(Object.keys(exitCodesOf('run')))
  })

  it('says what happens where an option is left out: judge keeps to the profile of the run, and writes no reports', () => {
    const [judge, run] = [helpOf('judge'), helpOf('run')]
    expect(judge).toMatch(/--profile <name> .*default: that of the run/)
    expect(run).toMatch(/--profile <name> .*default: what the target says/)
    expect(judge).toMatch(/--quiet .*: the exit code says all\n/)
    expect(run).toMatch(/--quiet .*: the exit code and the reports say all\n/)
  })
})
