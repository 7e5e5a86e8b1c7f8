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
