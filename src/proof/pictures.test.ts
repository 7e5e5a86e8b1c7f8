import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { conduct } from '../cli/conduct.ts'
import { openEmbeddedSite, startEmbedded } from '../cli/embedded-target.ts'
import { plainGating } from '../cli/gating.ts'
import { loadSuites } from '../scenario/catalog.ts'
import { installedBrowser } from '../user-agent/browser/which.ts'
import type { Landing } from '../user-agent/landing.ts'

const missing = installedBrowser() === undefined ? ' (skipped: no Chrome, Chromium or Edge is installed)' : ''
const out = await mkdtemp(join(tmpdir(), 'grantproof-pictures-'))
afterAll(() => rm(out, { recursive: true, force: true }))

describe.skipIf(missing !== '')(`what a browser showed${missing}`, () => {
  test('lies beside the run, which names it by its digest, and in the page', async () => {
    const { server, target } = await startEmbedded('bcp', ['lets-error-pages-be-framed'])
    const site = openEmbeddedSite(server, { ...target, userAgent: 'auto' })
    const entries = (await loadSuites()).filter(({ id }) => id === 'browser/displays-no-page-in-a-frame')
    const { run } = await conduct({ site, entries, asked: [], profile: 'bcp', out, gating: plainGating(), hosted: true })
    const rows = run.results.flatMap(({ rows }) => rows)
    expect(rows.map(({ outcome }) => outcome)).toEqual(['pass', 'warn'])
    const pictures = rows.flatMap(({ evidence }) => (evidence['landing'] as Landing).views!.map(({ picture }) => picture!))
    expect(pictures.length).toBe(2)
    const page = readFileSync(join(out, 'embedded', 'report.html'), 'utf8')
    for (const { file, sha256 } of pictures) {
      const bytes = readFileSync(join(out, 'embedded', file))
      expect(hash('sha256', bytes)).toBe(sha256)
      expect(page).toContain(`data-picture="${file}">${bytes.toString('base64')}<`)
    }
  })
})
