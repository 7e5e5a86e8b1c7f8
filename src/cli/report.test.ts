import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import { png } from '../../fixtures/runs/png.ts'
import { mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { type FormatName, filesOf, formats } from '../report/formats.ts'

const cwd = emptyFolder()
const run = mixedRun()
writeFileSync(join(cwd, 'a.json'), JSON.stringify(run))

const names = Object.keys(formats) as FormatName[]
const folders = names.filter((name) => 'folder' in formats[name])

it.each(names.filter((name) => !folders.includes(name)))('shows a saved run as %s, on stdout or in a file', async (format) => {
  const [expected] = Object.values(await filesOf(format, run))
  expect(await grantproof(['report', 'a.json', '--format', format], { cwd })).toEqual({ code: 0, stdout: expected, stderr: '' })
  expect(await grantproof(['report', 'a.json', '--format', format, '--out', 'b'], { cwd })).toMatchObject({ code: 0, stdout: '' })
  expect(readFileSync(join(cwd, 'b'), 'utf8')).toBe(expected)
})

it.each(folders)('shows a saved run as %s in a folder, which has to be named', async (format) => {
  const expected = Object.entries(await filesOf(format, run)).map(([path, text]) => [path.split('/').at(-1), text])
  expect(await grantproof(['report', 'a.json', '--format', format, '--out', 'deep/folder'], { cwd })).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  })
  const written = readdirSync(join(cwd, 'deep/folder')).map((name) => [name, readFileSync(join(cwd, 'deep/folder', name), 'utf8')])
  expect(written.toSorted()).toEqual(expected.toSorted())
  const unnamed = await grantproof(['report', 'a.json', '--format', format], { cwd })
  expect(unnamed).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--out') })
})

it('puts several runs into one folder for Allure, each with its name', async () => {
  writeFileSync(
    join(cwd, 'b.json'),
    JSON.stringify(mixedRun({ target: { name: 'oslo', issuer: 'https://oslo.example', embedded: false } })),
  )
  for (const file of ['a.json', 'b.json']) await grantproof(['report', file, '--format', 'allure', '--out', 'both'], { cwd })
  expect(readdirSync(join(cwd, 'both')).filter((name) => name.endsWith('-result.json'))).toHaveLength(2 * run.results.length)
  expect(readFileSync(join(cwd, 'both', 'environment.properties'), 'utf8')).toMatch(
    /^acme\.bcp = .*\noslo\.bcp = https:\/\/oslo\.example, /,
  )
})

it('says which formats there are, and where it could not write', async () => {
  const [unknown, none, nowhere] = await Promise.all([
    grantproof(['report', 'a.json', '--format', 'jnuit'], { cwd }),
    grantproof(['report', 'a.json'], { cwd }),
    grantproof(['report', 'a.json', '--format', 'json', '--out', 'no/such/folder/file'], { cwd }),
  ])
  expect([unknown.code, none.code, nowhere.code]).toEqual([2, 2, 2])
  expect(unknown.stderr).toContain('json, junit')
  expect(none.stderr).toContain("'--format <name>' not specified")
  expect(nowhere.stderr).toMatch(/cannot be written to no\/such\/folder\/file \(ENOENT\)[\s\S]*--out/)
})

it('the page of a saved run, a former one too, has the pictures that lie beside it', async () => {
  const { bytes, picture } = png(4, 3)
  const evidence = { landing: { views: [{ n: 2, picture }] }, answer: { $exchange: 2 } }
  const folder = join(cwd, 'kept')
  for (const name of ['evidence', 'history']) mkdirSync(join(folder, name), { recursive: true })
  for (const name of ['run.json', 'history/former.json'])
    writeFileSync(join(folder, name), JSON.stringify(runOf([result('a/b', [row('fail', { evidence })])])))
  writeFileSync(join(folder, picture.file), bytes)
  for (const file of ['kept', 'kept/history/former.json'])
    expect((await grantproof(['report', file, '--format', 'html'], { cwd })).stdout).toContain(bytes.toString('base64'))
})
