import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { personas } from '../../fixtures/personas/personas.ts'
import { loadSuites } from '../scenario/catalog.ts'
import { usualBrowser } from '../user-agent/browser/launch.ts'
import { differences, type Expectation } from './expectations.ts'
import { careless, runSetUp } from './set-ups.ts'

const entries = await loadSuites()

const expectationsOf = (name: string): readonly Expectation[] =>
  JSON.parse(readFileSync(new URL(`../../fixtures/personas/${name}.expected.json`, import.meta.url), 'utf8'))

describe.each(Object.entries(personas))('%s', (name, setUps) => {
  const expectations = expectationsOf(name)

  it.each(Object.entries(setUps))('is found out in exactly what it is known for: %s', { timeout: 300_000 }, async (setUp, how) => {
    const { results } = await runSetUp(how, entries)
    expect(differences(expectations, setUp, [{ profile: 'bcp', results }])).toEqual([])
  })

  it('has expectations with reasons, of set-ups that exist', () => {
    expect(careless(expectations, setUps)).toEqual([])
  })
})

/**
 * A browser takes a second or two where a direct flow takes hundredths of one, so it shows the two personas whose pages have the least in common, in scenarios
 * that meet each page, approve, deny, untick and interfere: of 3.2 the consent that stays denied without its script, on another host; of 7.3 the sign-in whose
 * field a script copies, and the cookie that ties it to the browser.
 */
const shown = [
  ['wso2-am-3.2', 'pages on another host'],
  ['wso2-is-7.3', 'as it comes'],
] as const
const meetingPages = [
  'authorization-request/authenticates-before-redirecting-errors',
  'authorization-response/reports-denied-consent',
  'pkce/rejects-verifier-without-challenge',
  'scope/grants-no-unknown-scope',
  'scope/keeps-unticked-scopes-away',
  'state/withstands-forged-sign-in',
]
const missing = (await usualBrowser()) === undefined ? ' (skipped: no Chrome, Chromium or Edge is installed)' : ''

describe.skipIf(missing !== '')(`with a real browser for its pages${missing}`, () => {
  it.each(shown)('%s is found out in the same: %s', { timeout: 300_000 }, async (name, setUp) => {
    const known = expectationsOf(name).map((one) => ({
      ...one,
      rows: one.rows.filter((row) => meetingPages.includes(row.split(' › ')[0]!)),
    }))
    const { start } = personas[name][setUp]!
    const { results } = await runSetUp(
      { start },
      entries.filter(({ id }) => meetingPages.includes(id)),
      { user_agent: 'browser' },
    )
    expect(results.map(({ id }) => id)).toEqual(meetingPages)
    expect(differences(known, 'as it comes', [{ profile: 'bcp', results }])).toEqual([])
  })
})
