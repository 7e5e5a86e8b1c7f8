import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cleanRun } from '../../fixtures/runs/sample-run.ts'
import { parseRun, RunFileError, readRun } from './read.ts'

const reports = mkdtempSync(join(tmpdir(), 'grantproof-read-'))
afterAll(() => rmSync(reports, { recursive: true, force: true }))
const save = (name: string, minute: number) => {
  const file = join(reports, name, 'run.json')
  mkdirSync(join(reports, name), { recursive: true })
  writeFileSync(file, JSON.stringify(cleanRun({ target: { name, issuer: 'https://as.example', embedded: false } })))
  utimesSync(file, new Date(2026, 10, 22, 10, minute), new Date(2026, 10, 22, 10, minute))
  return file
}

describe('readRun', () => {
  it('says how to get a run where there is none', () => {
    expect(() => readRun('latest', join(reports, 'nowhere'))).toThrow(/no run is saved below .*grantproof demo/)
  })

  it('finds a file, a folder, a target and the latest', () => {
    const [old, last] = [save('old', 1), save('last', 2)]
    expect(readRun(old, reports).run.target.name).toBe('old')
    expect(readRun(join(reports, 'old'), reports).file).toBe(old)
    expect(readRun('old', reports).file).toBe(old)
    expect(readRun('latest', reports).file).toBe(last)
  })

  it('reads a pipe, as a shell hands one over', async () => {
    const pipe = join(reports, 'pipe')
    execFileSync('mkfifo', [pipe])
    const writing = spawn('sh', ['-c', 'cat "$0" > "$1"', save('piped', 1), pipe])
    const gone = once(writing, 'exit')
    expect(readRun(pipe, reports).run.target.name).toBe('piped')
    await gone
  })

  it('says that something cannot be read, and why', async () => {
    const socket = join(reports, 'socket')
    const server = createServer().listen(socket)
    await once(server, 'listening')
    expect(() => readRun(socket, reports)).toThrow(/socket cannot be read \(ENXIO\)/)
    expect(() => readRun(socket, reports)).toThrow(RunFileError)
    server.close()
  })

  it('says what is missing', () => {
    mkdirSync(join(reports, 'empty'))
    for (const name of ['mine', 'staging']) save(name, 3)
    const choice = /Name a run\.json, a folder with one, a target \(below .*: (?:\S+, )*mine, (?:\S+, )*staging\), or "latest"/
    for (const [where, problem] of [
      [join(reports, 'empty'), /^the folder ".*empty" holds no run\.json\. /],
      ['gone', /^there is no "gone"\. /],
    ] as const) {
      expect(() => readRun(where, reports)).toThrow(problem)
      expect(() => readRun(where, reports)).toThrow(choice)
      expect(() => readRun(where, reports)).not.toThrow(/below .*: .*empty[,)]/)
    }
    expect(() => readRun('gone', join(reports, 'empty'))).toThrow(/a target \(none has a run below .*empty yet\)/)
  })
})

describe('parseRun', () => {
  const text = (change: object) => JSON.stringify({ ...cleanRun(), ...change })

  it('keeps members of later versions', () => {
    expect(parseRun(text({ further: 1 }), 'f')).toHaveProperty('further', 1)
  })

  it.each([
    ['not JSON', '{', /f is not JSON/],
    ['another JSON', '{}', /it has no schemaVersion/],
    ['a list', '[]', /it has no schemaVersion/],
    ['a newer version', text({ schemaVersion: 2 }), /has schemaVersion 2, this grantproof reads up to 1/],
    ['an impossible version', text({ schemaVersion: 0 }), /schemaVersion 0, which no grantproof wrote/],
    ['an endless version', text({ schemaVersion: -1e308 }), /which no grantproof wrote/],
    ['a wrong member', text({ requests: 'many' }), /requests: .*expected number/],
  ])('refuses %s', (_, content, message) => {
    expect(() => parseRun(content, 'f')).toThrow(message)
    expect(() => parseRun(content, 'f')).toThrow(RunFileError)
  })
})
