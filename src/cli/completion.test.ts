import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import { type Shell, shells } from './completion.ts'

const cwd = emptyFolder()
const file = (shell: Shell): string => join(cwd, `grantproof.${shell}`)
const there = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0

beforeAll(async () => {
  for (const shell of shells) {
    const { code, stdout } = await grantproof(['completion', shell], { cwd })
    expect(code).toBe(0)
    writeFileSync(file(shell), stdout)
  }
})

/** What bash offers behind words, of which the last is not whole. */
function offered(...words: string[]): string[] {
  const list = ['grantproof', ...words].map((word) => `'${word}'`).join(' ')
  const script = `source ${file('bash')}; COMP_WORDS=(${list}); COMP_CWORD=${words.length}; _grantproof; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd, encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout.split('\n').filter(Boolean)
}

describe.skipIf(!there('bash'))('bash completes', () => {
  it.each<[string[], string[]]>([
    [['re'], ['report', 'replay']],
    [
      ['run', '--profile', ''],
      ['classic', 'bcp', 'oauth21'],
    ],
    [['run', '--pro'], ['--profile']],
    [['demo', '--ev'], ['--evidence']],
    ...['demo', 'run'].map((command): [string[], string[]] => [
      [command, '--evidence', ''],
      ['none', 'marks', 'full'],
    ]),
    [['report', 'latest', '--format', 'sa'], ['sarif']],
    [['run', 'pkce/rejects-wrong'], ['pkce/rejects-wrong-code-verifier']],
    [['explain', 'redirect-u'], expect.arrayContaining(['redirect-uri'])],
    [['prove', '--upd'], ['--update']],
  ])('%j', (words, expected) => {
    expect(offered(...words)).toEqual(expected)
  })
})

it.each(shells.filter((shell) => there(shell)))('%s takes its script', (shell) => {
  const { status, stderr } = spawnSync(shell, ['-c', `source ${file(shell)}`], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, HOME: cwd },
  })
  expect([status, stderr]).toEqual([0, ''])
})

it('knows no other shell', async () => {
  expect(await grantproof(['completion', 'tcsh'], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining('bash, zsh, fish') })
})
