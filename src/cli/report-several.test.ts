import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import { cleanRun, mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { type FormatName, formats } from '../report/formats.ts'
import { renderHtml } from '../report/html/index.ts'
import type { Run } from '../report/run.ts'

const cwd = emptyFolder()
const several = ['html', 'markdown', 'json']

/** Saves a run as a run does, with its page. */
function saved(name: string, run: Run): void {
  const dir = join(cwd, 'reports', name)
  mkdirSync(dir, { recursive: true })
  const named = { ...run, target: { ...run.target, name } }
  writeFileSync(join(dir, 'run.json'), JSON.stringify(named))
  writeFileSync(join(dir, 'report.html'), renderHtml(named))
}
saved('berlin', mixedRun())
saved('tel aviv & co', cleanRun())
writeFileSync(join(cwd, 'before.json'), JSON.stringify(mixedRun({ startedAt: '2026-11-01T10:00:00.000Z' })))
writeFileSync(join(cwd, 'after.json'), JSON.stringify(mixedRun({ startedAt: '2026-11-02T10:00:00.000Z' })))
mkdirSync(join(cwd, 'public', 'compared'), { recursive: true })

const report = (...args: string[]) => grantproof(['report', ...args], { cwd })

describe('several runs', () => {
  it('are shown side by side on stdout, named as one run is: a target, a folder, a file, latest', async () => {
    const { code, stdout, stderr } = await report('berlin', 'reports/tel aviv & co', 'after.json', '--format', 'json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout).runs.map(({ label }: { label: string }) => label)).toEqual(['berlin', 'tel aviv & co', 'acme'])
    const { stdout: markdown } = await report('latest', 'after.json', '--format', 'markdown')
    expect(markdown).toMatch(/^## 2 runs side by side\n/)
  })

  it('of one target are told apart by their days, or by what somebody calls them', async () => {
    const labels = async (...more: string[]) =>
      JSON.parse((await report('before.json', 'after.json', '--format', 'json', ...more)).stdout).runs.map(
        ({ label }: { label: string }) => label,
      )
    expect(await labels()).toEqual(['acme, 2026-11-01', 'acme, 2026-11-02'])
    expect(await labels('--label', 'RC 1', '--label', 'RC 2')).toEqual(['RC 1', 'RC 2'])
  })

  it('have a page that leads to the page of each, wherever it stands', async () => {
    const out = join('public', 'compared', 'tenants.html')
    expect(await report('berlin', 'tel aviv & co', 'after.json', '--format', 'html', '--out', out)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    })
    const links = [...readFileSync(join(cwd, out), 'utf8').matchAll(/href="([^"#]*report\.html)(?:#([^"]*))?"/g)]
    const pages = new Set(links.map(([, page]) => decodeURIComponent(page!)))
    expect(pages).toEqual(new Set(['../../reports/berlin/report.html', '../../reports/tel aviv & co/report.html']))
    for (const page of pages) expect(existsSync(resolve(cwd, 'public', 'compared', page))).toBe(true)
    const text = readFileSync(join(cwd, 'reports', 'berlin', 'report.html'), 'utf8')
    const ids = links.flatMap(([, page, id]) => (page!.includes('berlin') && id !== undefined ? [id] : []))
    expect(ids.length).toBeGreaterThan(3)
    for (const id of ids) expect(text).toContain(`id="${id}"`)
  })

  it('lead nowhere where nobody knows where the page will be, or the report beside a file is not its own', async () => {
    copyFileSync(join(cwd, 'reports', 'berlin', 'run.json'), join(cwd, 'reports', 'berlin', 'former.json'))
    const { stdout } = await report('berlin', 'after.json', '--format', 'html')
    expect(stdout).not.toContain('report.html')
    await report('reports/berlin/former.json', 'after.json', '--format', 'html', '--out', 'a.html')
    expect(readFileSync(join(cwd, 'a.html'), 'utf8')).not.toContain('report.html')
    saved('rome', cleanRun())
    await report('rome', 'after.json', '--format', 'html', '--out', 'reports/rome/report.html')
    expect(readFileSync(join(cwd, 'reports', 'rome', 'report.html'), 'utf8')).not.toContain('report.html')
  })

  it('keep a scenario one that was renamed between them', async () => {
    const ids = ['token-request/rejects-repeated-parameters', 'token-request/rejects-repeated-code']
    for (const [i, id] of ids.entries()) writeFileSync(join(cwd, `${i}.json`), JSON.stringify(runOf([result(id, [row('fail')])])))
    const { stdout } = await report('0.json', '1.json', '--format', 'json')
    expect(JSON.parse(stdout).scenarios).toMatchObject([{ id: ids[0], cells: [{}, { formerly: ids[1] }] }])
  })
})

describe('says what is wrong', () => {
  it.each(Object.keys(formats).filter((name) => !several.includes(name)) as FormatName[])(
    'where %s shows one run alone',
    async (format) => {
      const { code, stdout, stderr } = await report('berlin', 'after.json', '--format', format)
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toContain(`the format ${format} shows one run; several are shown side by side as html, markdown, json`)
    },
  )

  it.each([
    ['which run cannot be read', ['berlin', 'nowhere'], 'there is no "nowhere"'],
    ['which run is named twice', ['berlin', './reports/berlin'], '"./reports/berlin" and "berlin" are one run, reports/berlin/run.json'],
    ['that a label is missing', ['berlin', 'after.json', '--label', 'one'], '2 runs and the labels one'],
    ['that two labels are the same', ['berlin', 'after.json', '--label', 'x', '--label', 'x'], '2 runs and the labels x, x'],
    ['that one run needs no label', ['berlin', '--label', 'x'], 'a label tells several runs apart'],
  ])('%s', async (_, args, said) => {
    const { code, stdout, stderr } = await report(...args, '--format', 'html')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(said)
  })
})
