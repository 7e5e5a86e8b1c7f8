import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import { mixedRun } from '../../fixtures/runs/sample-run.ts'
import { type FormatName, formats } from '../report/formats.ts'

const cwd = emptyFolder()
const run = mixedRun()
writeFileSync(join(cwd, 'a.json'), JSON.stringify(run))

it.each(Object.keys(formats) as FormatName[])('shows a saved run as %s, on stdout or in a file', async (format) => {
  const expected = await formats[format].render(run)
  expect(await grantproof(['report', 'a.json', '--format', format], { cwd })).toEqual({ code: 0, stdout: expected, stderr: '' })
  expect(await grantproof(['report', 'a.json', '--format', format, '--out', 'b'], { cwd })).toMatchObject({ code: 0, stdout: '' })
  expect(readFileSync(join(cwd, 'b'), 'utf8')).toBe(expected)
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
