import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { cleanRun, mixedRun } from '../../fixtures/runs/sample-run.ts'
import type { Exchange } from '../http/exchange.ts'
import { outcomes } from '../scenario/outcome.ts'
import type { RowResult, ScenarioResult } from '../scenario/result.ts'
import type { Facts } from '../verify/finding.ts'
import type { Run } from './run.ts'
import { runJsonSchema, runSchema } from './schema.ts'

type SameKeys<A, B> = [keyof A, keyof B] extends [keyof B, keyof A] ? true : false
type Parsed = z.infer<typeof runSchema>
type ParsedResult = Parsed['results'][number]

const published = new URL('../../fixtures/schemas/run.schema.json', import.meta.url)

describe('the schema of a run', () => {
  it('has the members of the types and no others', () => {
    const same: [
      SameKeys<Parsed, Run>,
      SameKeys<ParsedResult, ScenarioResult>,
      SameKeys<ParsedResult['rows'][number], RowResult>,
      SameKeys<ParsedResult['exchanges'][number], Exchange>,
      SameKeys<Parsed['facts'], Facts>,
    ] = [true, true, true, true, true]
    expect(same).not.toContain(false)
  })

  it('keeps every member of a run', () => {
    for (const run of [mixedRun(), cleanRun()]) expect(runSchema.parse(run)).toEqual(run)
  })

  it('is published as JSON Schema (UPDATE_GOLDEN=1 writes it)', () => {
    const text = `${JSON.stringify(runJsonSchema(), null, 2)}\n`
    if (process.env['UPDATE_GOLDEN']) {
      mkdirSync(dirname(published.pathname), { recursive: true })
      writeFileSync(published, text)
    }
    expect(readFileSync(published, 'utf8')).toBe(text)
  })
})

describe('the published JSON Schema', () => {
  const ajv = new Ajv2020({ allErrors: true, formats: { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) } })
  const valid = ajv.compile(runJsonSchema())

  it('takes a run as it is saved', () => {
    for (const run of [mixedRun(), cleanRun({ noFlow: { reason: 'no code', exchanges: [] } })]) {
      expect(valid(JSON.parse(JSON.stringify(run))), JSON.stringify(valid.errors)).toBe(true)
    }
  })

  it('takes every outcome that the zod schema takes', () => {
    for (const outcome of outcomes) {
      const run = cleanRun()
      run.results[0]!.outcome = outcome
      expect(valid(run)).toBe(true)
    }
  })

  it.each<[string, (run: any) => void]>([
    ['another version', (run) => (run.schemaVersion = 2)],
    ['an unknown outcome', (run) => (run.results[0].outcome = 'maybe')],
    ['a missing outcome in the summary', (run) => delete run.summary.blocked],
    ['a start that is no date', (run) => (run.startedAt = 'yesterday')],
    ['a negative count', (run) => (run.requests = -1)],
    ['a header that is no pair', (run) => (run.results[1].exchanges[0].request.headers = [['only']])],
    ['a finding of no kind', (run) => (run.results[0].rows[0].findings = [{ is: 'nice' }])],
    ['no facts', (run) => delete run.facts],
  ])('refuses %s, and so does zod', (_, spoil) => {
    const run = JSON.parse(JSON.stringify(mixedRun()))
    spoil(run)
    expect(valid(run)).toBe(false)
    expect(runSchema.safeParse(run).success).toBe(false)
  })
})
