import { spawnSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { command, emptyFolder } from '../../fixtures/command-line/grantproof.ts'
import { result, row } from '../../fixtures/runs/sample-run.ts'
import { TinyTerminal } from '../../fixtures/terminal/tiny-terminal.ts'
import type { Progress } from '../scenario/result.ts'
import { onScreen } from './on-screen.ts'

/** A process whose streams are one terminal, or a file where stdout is none. */
function started({ stdoutIsTTY = true, stderrIsTTY = true, env = {} as Record<string, string> } = {}) {
  const terminal = new TinyTerminal(80, 24)
  const file: string[] = []
  const stream = (isTTY: boolean) => {
    const write = (text: string): boolean => {
      if (isTTY) terminal.write(text)
      else file.push(text)
      return true
    }
    return Object.assign(new EventEmitter(), { isTTY, write, columns: 80, rows: 24 })
  }
  const [stdout, stderr] = [stream(stdoutIsTTY), stream(stderrIsTTY)]
  const house = Object.assign(new EventEmitter(), { stdout, stderr, env, pid: 7, kill(_pid: number, _signal: string) {} })
  const screen = onScreen(
    { scenarios: ['a/one', 'b/two'], requests: () => 3, verbose: false },
    house as unknown as NonNullable<Parameters<typeof onScreen>[1]>,
  )
  return { terminal, file, stdout, stderr, house, screen }
}

const failed: Progress = { is: 'finished', result: result('a/one', [row('fail')]), done: 1, total: 2 }
const told = '✗ fail a/one: a token was issued'

it('shows a block on a terminal, above which stands whatever is written, and takes it away', () => {
  const { terminal, stdout, stderr, screen } = started()
  expect(terminal.lines).toHaveLength(3)
  stdout.write('from a scenario\n')
  screen.show(failed)
  stderr.write('from another\n')
  screen.end()
  expect(terminal.lines).toEqual(['from a scenario', told, 'from another', ''])
})

it('leaves streams and process as they were', () => {
  const { house, stdout, stderr, screen } = started()
  screen.end()
  for (const emitter of [house, stdout, stderr]) expect(emitter.eventNames()).toEqual([])
  expect([stdout, stderr].map(({ write }) => write.name)).toEqual(['write', 'write'])
})

it('makes room for a warning of Node, and for the shell while the run sleeps', () => {
  const { terminal, house, screen } = started()
  house.on('warning', () => terminal.write('(node:1) Warning: old\n'))
  house.emit('warning')
  screen.show(failed)
  house.kill = (pid, signal) => terminal.write(`[1]+ Stopped ${pid} by ${signal}\n`)
  house.emit('SIGTSTP')
  expect(terminal.lines).toEqual(['(node:1) Warning: old', told, '[1]+ Stopped 7 by SIGSTOP', ''])
  screen.end()
})

it('lets a file that stdout goes to alone', () => {
  const { terminal, file, stdout, screen } = started({ stdoutIsTTY: false })
  stdout.write('{}\n')
  expect(file).toEqual(['{}\n'])
  expect(terminal.lines).toHaveLength(3)
  screen.end()
})

it.each<[string, Parameters<typeof started>[0]]>([
  ['no terminal', { stderrIsTTY: false }],
  ['a terminal without a cursor', { env: { TERM: 'dumb' } }],
  ['a pipeline', { env: { CI: 'true' } }],
])('writes lines alone to %s', (_, how) => {
  const { terminal, file, screen } = started(how)
  screen.show({ is: 'started', id: 'a/one' })
  screen.show(failed)
  screen.end()
  expect([...file, ...terminal.lines].map((line) => line.trim()).filter(Boolean)).toEqual([told])
})

const bin = fileURLToPath(new URL('bin.js', import.meta.url))

/** A terminal of the system's own. */
const underATerminal = (words: string) => ['-qec', `stty rows 24 cols 90; exec ${process.execPath} ${bin} ${words}`, '/dev/null']
const hasTerminals = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0

it.skipIf(!hasTerminals)('leaves nothing on a real terminal but the report', async () => {
  const cwd = emptyFolder()
  const { code, stdout } = await command('script', underATerminal('demo issuer scope'), { cwd, env: { TERM: 'xterm', CI: '' } })
  expect(code).toBe(0)
  expect(stdout).toMatch(/issuer +[━─]+ +\d\/3/)
  const terminal = new TinyTerminal(90, 24)
  terminal.write(stdout)
  const [first, ...rest] = terminal.lines
  expect(first).toMatch(/^grantproof \d/)
  expect(rest.join('\n')).not.toMatch(/[━─]/)
})
