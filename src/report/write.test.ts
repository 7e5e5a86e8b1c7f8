import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { mixedRun, result, row } from '../../fixtures/runs/sample-run.ts'
import { gate } from '../gate/gate.ts'
import { invariants } from './invariants.ts'
import { parseRun, readRun } from './read.ts'
import type { Run } from './run.ts'
import { openRun, type RunMeta, writeFormats } from './write.ts'

const root = mkdtempSync(join(tmpdir(), 'grantproof-report-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folders = 0
const fresh = () => join(root, `${++folders}`)

const { tool, target, profile, startedAt, warnings, facts } = mixedRun()
const meta: RunMeta = { tool, target, profile, startedAt, warnings, facts, selection: { asked: [], scenarios: 7 } }
const onDisk = (dir: string): Run => parseRun(readFileSync(join(dir, 'run.json'), 'utf8'), 'run.json')

describe('a run being written', () => {
  it('is whole and readable from its first moment, and says that it is not complete', () => {
    const dir = fresh()
    openRun({ dir, meta })
    expect(onDisk(dir)).toMatchObject({ complete: false, results: [], requests: 0, summary: { pass: 0, rows: { pass: 0 } } })
  })

  it('is whole after each flush', () => {
    const dir = fresh()
    let requests = 0
    const writer = openRun({ dir, meta, live: () => ({ requests }) })
    for (const [i, one] of mixedRun().results.toReversed().entries()) {
      writer.add(one)
      requests = i + 1
      writer.flushSync()
      const run = onDisk(dir)
      expect(invariants(run)).toEqual([])
      expect(run).toMatchObject({ complete: false, requests: i + 1, facts })
      expect(run.results).toHaveLength(i + 1)
    }
    expect(onDisk(dir).results).toEqual(mixedRun().results)
  })

  it('reaches the disk without being flushed', async () => {
    const dir = fresh()
    const writer = openRun({ dir, meta })
    writer.add(result('a/one', [row('pass')]))
    while (onDisk(dir).results.length === 0) await sleep(20)
    expect(onDisk(dir)).toMatchObject({ complete: false, summary: { pass: 1 } })
    for (const one of mixedRun().results) writer.add(one)
    while (onDisk(dir).results.length < 8) await sleep(20)
    expect(invariants(onDisk(dir))).toEqual([])
    const growing = readFileSync(join(dir, 'run.json'), 'utf8')
    writer.flushSync()
    expect(readFileSync(join(dir, 'run.json'), 'utf8').replace(/"durationMs": \d+/, '')).toBe(growing.replace(/"durationMs": \d+/, ''))
  })

  it('ends complete, with its gate, and hands back what the file says', () => {
    const dir = fresh()
    const writer = openRun({ dir, meta })
    for (const one of mixedRun().results) writer.add(one)
    writer.update({ requests: 42, warnings: ['insecure'] })
    const run = writer.finish({ gate: (run) => gate(run, { failOn: 'fail', allowBlocked: false }) })
    expect(run).toEqual(onDisk(dir))
    expect(run).toMatchObject({ complete: true, requests: 42, warnings: ['insecure'], gate: { met: false, exitCode: 1 } })
    expect(invariants(run)).toEqual([])
    expect(readdirSync(dir)).toEqual(['run.json'])
  })

  it('stays as it is once it is finished', () => {
    const dir = fresh()
    const writer = openRun({ dir, meta })
    const run = writer.finish()
    writer.add(result('a/late', [row('pass')]))
    writer.flushSync()
    expect(onDisk(dir)).toEqual(run)
    expect(writer.finish({ complete: false })).toEqual(run)
    expect(onDisk(dir)).toMatchObject({ complete: true, results: [] })
  })

  it('may end interrupted', () => {
    const dir = fresh()
    expect(
      openRun({ dir, meta }).finish({ complete: false, gate: (run) => gate(run, { failOn: 'fail', allowBlocked: false }) }),
    ).toMatchObject({
      complete: false,
      gate: { met: false },
    })
  })
})

describe('the last redaction', () => {
  const body = '{"id":"s3cr3t-value"}'
  const leaking = () => {
    const one = result('a/one', [row('pass')])
    one.exchanges[1]!.response!.body = body
    return one
  }

  it('closes what was learnt after it was recorded, in interrupted runs and finished ones', () => {
    const dir = fresh()
    let known = ''
    const writer = openRun({ dir, meta, reclose: (text) => (known ? text.replaceAll(known, '‹code:9›') : text) })
    writer.add(leaking())
    known = 's3cr3t-value'
    writer.flushSync()
    expect(readFileSync(join(dir, 'run.json'), 'utf8')).not.toContain(known)
    const run = writer.finish()
    expect(readFileSync(join(dir, 'run.json'), 'utf8')).not.toContain(known)
    expect(run.results[0]!.exchanges[1]!.response!.body).toBe('{"id":"‹code:9›"}')
  })

  it('never breaks the file, whatever a secret looks like', () => {
    for (const secret of ['"', ',', '{', '\\', ':', '[]', 'true']) {
      const dir = fresh()
      const writer = openRun({ dir, meta, reclose: (text) => text.replaceAll(secret, '‹x:1›') })
      writer.add(leaking())
      writer.flushSync()
      expect(() => JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8'))).not.toThrow()
      expect(() => writer.finish()).not.toThrow()
    }
  })
})

describe('former runs', () => {
  it('move to history, also twice in one moment, and take their reports with them', () => {
    const dir = fresh()
    openRun({ dir, meta }).finish()
    const second = openRun({ dir, meta })
    second.view('junit.xml', '<testsuites/>')
    second.finish()
    expect(readdirSync(dir).sort()).toEqual(['history', 'junit.xml', 'run.json'])
    const third = openRun({ dir, meta: { ...meta, startedAt: '2026-11-23T00:00:00.000Z' } })
    expect(readdirSync(join(dir, 'history')).sort()).toEqual(['2026-11-22T10-00-00.000Z-2.json', '2026-11-22T10-00-00.000Z.json'])
    expect(existsSync(third.former!)).toBe(true)
    expect(existsSync(join(dir, 'junit.xml'))).toBe(false)
    expect(parseRun(readFileSync(third.former!, 'utf8'), 'former').complete).toBe(true)
  })

  it('are kept even when they cannot be read or are hostile', () => {
    for (const former of ['{"schemaVersion":', '{"startedAt":"../../../etc/x"}', '[]', '']) {
      const dir = fresh()
      mkdirSync(dir, { recursive: true })
      writeFileSync(join(dir, 'run.json'), former)
      const { former: kept } = openRun({ dir, meta })
      expect(readdirSync(join(dir, 'history'))).toHaveLength(1)
      expect(readFileSync(kept!, 'utf8')).toBe(former)
    }
  })
})

describe('further formats', () => {
  it('stand beside the run, files and folders, and go when the next run begins', async () => {
    const dir = fresh()
    const writer = openRun({ dir, meta })
    for (const one of mixedRun().results) writer.add(one)
    writeFileSync(join(dir, 'mine.txt'), 'mine')
    const places = await writeFormats(writer, writer.finish(), ['sarif', 'allure', 'sarif'])
    expect(places).toEqual([join(dir, 'grantproof.sarif'), join(dir, 'allure-results')])
    expect(readdirSync(join(dir, 'allure-results')).filter((name) => name.endsWith('-result.json'))).toHaveLength(7)
    expect(JSON.parse(readFileSync(join(dir, 'grantproof.sarif'), 'utf8')).runs[0].results).toHaveLength(2)
    openRun({ dir, meta })
    expect(readdirSync(dir).sort()).toEqual(['history', 'mine.txt', 'run.json'])
  })
})

describe('a killed run', () => {
  const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)
  const child = (dir: string, then: string) => `
    const { openRun } = await import(${module('./write.ts')})
    const { result, row } = await import(${module('../../fixtures/runs/sample-run.ts')})
    const writer = openRun({ dir: ${JSON.stringify(dir)}, meta: ${JSON.stringify(meta)} })
    setTimeout(() => process.exit(1), 30_000)
    let n = 0
    const more = () => { writer.add(result('a/' + String(++n).padStart(6, '0'), [row('pass')])); ${then} }
    process.stdout.write('ready')
    setInterval(() => { for (let i = 0; i < 20; i++) more() }, 1)`

  it.each<[string, string]>([
    ['between writes', ''],
    ['in the middle of writing', 'writer.flushSync()'],
  ])('%s is readable', async (_, then) => {
    const dir = fresh()
    const writing = spawn(process.execPath, ['--input-type=module', '-e', child(dir, then)], { stdio: ['ignore', 'pipe', 'inherit'] })
    const gone = once(writing, 'exit')
    try {
      await once(writing.stdout, 'data')
      while (onDisk(dir).results.length === 0 && writing.exitCode === null) await sleep(10)
    } finally {
      writing.kill('SIGKILL')
      await gone
    }
    const { run } = readRun(dir, root)
    expect(run.complete).toBe(false)
    expect(run.results.length).toBeGreaterThan(0)
    expect(invariants(run)).toEqual([])
    openRun({ dir, meta })
    expect(readdirSync(dir).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
})
