import { describe, expect, it } from 'vitest'
import { result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { allureFiles } from './allure/results.ts'
import { renderAnnotations } from './annotations.ts'
import { renderJunit } from './junit.ts'
import type { AppliedWaiver } from './run.ts'
import { renderSarif } from './sarif.ts'
import { renderTerminal } from './terminal.ts'

const waiver: AppliedWaiver = {
  scenario: 'a/*',
  expect: 'fail',
  reason: 'the gateway is replaced in March',
  owner: 'gateway team',
  ticket: 'GW-7',
  created: '2026-11-23',
  expires: '2027-03-31',
  state: 'used',
  findings: 1,
}
const text = 'by gateway team until 2027-03-31: the gateway is replaced in March (GW-7)'
const waived = row('fail', { waived: 0 })
const run = runOf([result('a/open', [waived, row('fail', { name: 'another', new: true })]), result('a/waived', [waived])], {
  waivers: [waiver],
})

describe('what is waived and what is new stays visible', () => {
  it('at a terminal', () => {
    const shown = renderTerminal(run, { color: false, width: 120 })
    expect(shown).toContain(`waived    ${text}`)
    expect(shown).toContain('new       not found in the baseline')
  })

  it('in JUnit, as properties and in the text', () => {
    const xml = renderJunit(run)
    expect(xml).toContain(`<property name="waived" value="whole: ${text}"/>`)
    expect(xml).toContain(`\n  waived: ${text}\n`)
    expect(xml).toContain('<property name="new" value="another: not found in the baseline"/>')
  })

  it('in SARIF, suppressed where nothing is open', () => {
    const [open, all] = JSON.parse(renderSarif(run)).runs[0].results
    expect(open).not.toHaveProperty('suppressions')
    expect(all.suppressions).toEqual([{ kind: 'external', status: 'accepted', justification: `waived ${text}` }])
  })

  it('as an annotation, of the least level where nothing is open', () => {
    const lines = renderAnnotations(run).split('\n')
    expect(lines.find((line) => line.includes('a/open'))).toMatch(/^::error /)
    expect(lines.find((line) => line.includes('a/waived'))).toMatch(/^::notice /)
  })

  it('in Allure, as tags and in the steps', () => {
    const results = Object.values(allureFiles(run)).flatMap((file) =>
      file.startsWith('{') && file.includes('"uuid"') ? [JSON.parse(file)] : [],
    )
    const open = results.find(({ fullName }) => fullName === 'a/open')
    expect(open.labels.filter(({ name }: { name: string }) => name === 'tag').map(({ value }: { value: string }) => value)).toEqual([
      'fail',
      'waived',
      'new',
    ])
    expect(open.steps[1].name).toContain(`waived: ${text}`)
  })
})
