import { expect, it } from 'vitest'
import { result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import type { Finding } from '../scenario/contract.ts'
import { whyOnlyAWarning } from './lesser.ts'
import { renderTerminal } from './terminal.ts'

const broken = (more: object = {}): Finding => ({ is: 'violated', part: 'signal', expected: 'a refusal', seen: 'another one', ...more })
const about = (id: string) => ({ requirements: [{ id, document: '', section: '', level: '', url: '' }] })
const warned = (findings: Finding[], more: object = {}) => row('warn', { findings, ...more })
const scope = 'rfc6749-3.3-scope-issued-differs'
const echoed = 'The value is echoed in the response and granted nowhere.'

it('says of a warning why it is no failure', async () => {
  const { catalogue } = await import('../spec/index.ts')
  const [id, { lesser }] = Object.entries(catalogue).find(([, one]) => one.lesser === echoed)!
  expect(whyOnlyAWarning(warned([broken()]), about(id), 'bcp')).toBe(lesser)
  expect(whyOnlyAWarning(warned([broken({ requirement: id })]), about('rfc6797-hsts'), 'bcp')).toBe(lesser)
  expect(renderTerminal(runOf([{ ...result('scope/a', [warned([broken()])]), ...about(id) }]), { color: false, width: 90 })).toContain(
    `warn only ${echoed}`,
  )
})

it('says nothing of a failure, of what is no more than a warning anyway, and of what nobody knows', () => {
  expect(whyOnlyAWarning(row('fail', { findings: [broken()] }), about(scope), 'bcp')).toBeUndefined()
  expect(whyOnlyAWarning(warned([broken({ part: 'effect' })]), about(scope), 'bcp')).toBeUndefined()
  expect(whyOnlyAWarning(warned([broken()]), about('rfc6797-hsts'), 'bcp')).toBeUndefined()
  expect(whyOnlyAWarning(warned([broken()]), about('gone'), 'bcp')).toBeUndefined()
})
