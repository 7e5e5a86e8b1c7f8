import type { TestResult } from 'allure-js-commons'
import { describe, expect, it } from 'vitest'
import { cleanRun, exchange, mixedRun, runOf } from '../../../fixtures/runs/sample-run.ts'
import type { Run } from '../run.ts'
import { allureFiles } from './results.ts'

const tests = (run: Run): TestResult[] =>
  Object.entries(allureFiles(run))
    .filter(([name]) => name.endsWith('-result.json'))
    .map(([, text]) => JSON.parse(text))
const named = (run: Run, id: string) => tests(run).find(({ fullName }) => fullName === id)!
const label = ({ labels }: TestResult, name: string) => labels.filter((one) => one.name === name).map(({ value }) => value)

describe('results for Allure', () => {
  it('have a test for each scenario', () => {
    expect(tests(mixedRun()).map(({ fullName, status }) => `${fullName} ${status}`)).toEqual([
      'authorization-code/binds-code-to-client skipped',
      'authorization-code/redeems-code-once failed',
      'client-authentication/rejects-wrong-secret passed',
      'redirect-uri/compares-exactly passed',
      'redirect-uri/ignores-loopback-port broken',
      'refresh-token/rotates passed',
      'scope/rejects-unknown-scope broken',
    ])
  })

  it('say where a test belongs, how long it took and what is to be mended', () => {
    const test = named(mixedRun(), 'authorization-code/redeems-code-once')
    expect(test).toMatchObject({
      name: 'authorization-code/redeems-code-once: A code is redeemed once',
      titlePath: ['grantproof', 'acme', 'authorization-code'],
      stage: 'finished',
      start: exchange(1).sentAt,
      stop: exchange(2).sentAt + 3,
      links: [{ url: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3', type: 'requirement' }],
    })
    expect(['parentSuite', 'suite', 'subSuite', 'severity', 'epic'].flatMap((name) => label(test, name))).toEqual([
      'grantproof',
      'acme',
      'authorization-code',
      'blocker',
      'grantproof, profile bcp',
    ])
    expect(test.statusDetails.message).toMatch(/FAIL {2}authorization-code[\s\S]*fix {7}Delete the code/)
    expect(named(mixedRun(), 'authorization-code/binds-code-to-client').statusDetails.message).toBe('there is no second client')
  })

  it('have a step for each row, with its exchanges in files beside', () => {
    const files = allureFiles(mixedRun())
    const { steps } = named(mixedRun(), 'authorization-code/redeems-code-once')
    expect(steps.map(({ status }) => status)).toEqual(['passed', 'failed', 'passed'])
    const [attachment] = steps[1]!.attachments
    expect(attachment).toMatchObject({
      type: 'application/vnd.allure.http+json',
      name: expect.stringContaining('POST https://as.example/token'),
    })
    expect(JSON.parse(files[attachment!.source]!)).toMatchObject({ schemaVersion: 1, request: { method: 'POST' } })
    const sources = tests(mixedRun()).flatMap(({ steps }) => steps.flatMap(({ attachments }) => attachments.map(({ source }) => source)))
    expect(new Set(sources).size).toBe(sources.length)
    expect(
      Object.keys(files)
        .filter((name) => name.includes('-attachment'))
        .toSorted(),
    ).toEqual(sources.toSorted())
  })

  it('are the same for the same run; the next run has other results of the same history', () => {
    const next = mixedRun({ startedAt: '2026-12-01T00:00:00.000Z' })
    const keys = (run: Run, key: 'uuid' | 'historyId') => tests(run).map((test) => test[key])
    expect(allureFiles(mixedRun())).toEqual(allureFiles(mixedRun()))
    expect(keys(next, 'historyId')).toEqual(keys(mixedRun(), 'historyId'))
    expect(keys(next, 'uuid').some((uuid) => keys(mixedRun(), 'uuid').includes(uuid))).toBe(false)
  })

  it('keep the histories of two targets and of two profiles apart', () => {
    const histories = [
      mixedRun(),
      mixedRun({ target: { name: 'b', issuer: 'https://b', embedded: false } }),
      mixedRun({ profile: 'oauth21' }),
    ]
    expect(new Set(histories.flatMap((run) => tests(run).map(({ historyId }) => historyId))).size).toBe(21)
  })

  it.each([
    ['no honest flow', runOf([], { noFlow: { reason: 'a captcha', exchanges: [exchange(1)] } }), 'a captcha', 1],
    ['a killed run', cleanRun({ complete: false }), 'The run is not complete', 0],
    ['nothing selected', runOf([]), 'Nothing was selected', 0],
  ])('are never without a broken test for %s', (_, run, said, steps) => {
    const test = named(run, 'judges the target')
    expect(test).toMatchObject({ status: 'broken', statusDetails: { message: expect.stringContaining(said) } })
    expect(test.steps).toHaveLength(steps)
  })
})
