import { expect, test } from 'vitest'
import { startEmbedded } from '../cli/embedded-target.ts'
import { openSite } from '../cli/open-site.ts'
import { untriedText } from '../cli/proof-text.ts'
import { loadSuites } from '../scenario/catalog.ts'
import { run } from '../scenario/engine.ts'
import { narrowed, needsBrowser } from './mutation.ts'
import { knownBut, untriedWithoutBrowser } from './without-browser.ts'

const entries = await loadSuites()
const of = (id: string) => entries.find((entry) => entry.id === id)!
const untried = untriedWithoutBrowser(entries)

test('what needs a browser is not tried, nor are faults that have to do with it; all others are', () => {
  expect(untried.scenarios.map(({ id }) => id)).toContain('browser/gives-no-consent-in-a-frame')
  expect(untried.scenarios.every(needsBrowser)).toBe(true)
  expect(untried.faults).toEqual(expect.arrayContaining(['lets-sign-in-be-framed', 'quotes-scope-unescaped']))
  expect(untried.faults).not.toContain('lets-consent-page-be-framed')
  expect(untriedText(untried, 'no browser was found')).toMatch(
    /^not tried: \d+ scenarios with a browser and \d+ faults of theirs: no browser was found$/,
  )
})

test('the known matrix is compared without it', () => {
  const kept = 'browser/lets-no-stranger-frame-its-pages'
  const matrix = {
    'lets-sign-in-be-framed': { [kept]: 'fail' },
    'asks-nobody-for-consent': { [kept]: 'warn', 'browser/gives-no-consent-in-a-frame › in a frame': 'fail' },
  } as const
  expect(knownBut({ scenarios: {}, faults: {}, matrix }, untried)).toEqual({ 'asks-nobody-for-consent': { [kept]: 'warn' } })
})

test('of a scenario with a browser a fault is tried with the rows that name it, and with no other', () => {
  const entry = of('browser/gives-no-consent-in-a-frame')
  expect(Object.keys(narrowed(entry, 'names-one-site-in-x-frame-options')?.scenario.cases ?? {})).toContain('in a frame')
  expect(narrowed(entry, 'accepts-wrong-code-verifier')).toBeUndefined()
})

test('where no browser starts the row is skipped, with what would help', async () => {
  const { server, target } = await startEmbedded('bcp')
  const site = openSite({ ...target, userAgent: 'auto', browser: { path: '/nowhere/chromium' } })
  try {
    const { results } = await run({ site, entries: [of('browser/displays-no-page-in-a-frame')], profile: 'bcp' })
    const rows = results.flatMap(({ rows }) => rows)
    expect(rows.length).toBe(2)
    for (const row of rows)
      expect(row).toMatchObject({ outcome: 'skip', reason: expect.stringContaining('/nowhere/chromium could not be started') })
  } finally {
    await site.close()
    await server.close()
  }
})
