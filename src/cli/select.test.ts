import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Entry, loadSuites, ownSuites } from '../scenario/catalog.ts'
import type { CliError } from './failure.ts'
import { requirementsOf, select } from './select.ts'

let entries: Entry[]
beforeAll(async () => {
  entries = await loadSuites()
})
const ids = (...asked: string[]): string[] => select(entries, asked).map(({ id }) => id)
const refusal = (...asked: string[]): CliError => {
  try {
    select(entries, asked)
  } catch (error) {
    return error as CliError
  }
  throw new Error('expected a refusal')
}
const wrongVerifier = 'pkce/rejects-wrong-code-verifier'

describe('a selection', () => {
  it('is everything when nothing is asked for', () => {
    expect(ids()).toEqual(entries.map(({ id }) => id))
  })

  it('takes each scenario by its id, its file and its path in suites', () => {
    for (const { id, file } of entries)
      for (const asked of [id, file, `suites/${id}.ts`, `./suites/${id}`]) expect(ids(asked)).toEqual([id])
    expect(select(entries, [`pkce/rejects-wrong-code-verifier.ts`], resolve(ownSuites)).map(({ id }) => id)).toEqual([wrongVerifier])
  })

  it('takes a folder, and only whole folder names', () => {
    const pkce = entries.map(({ id }) => id).filter((id) => id.startsWith('pkce/'))
    expect(pkce.length).toBeGreaterThan(0)
    for (const asked of ['pkce', 'pkce/', 'suites/pkce', 'pkce/*', 'pk*', '{pkce,nothing}/**']) expect(ids(asked)).toEqual(pkce)
    expect(refusal('pkc').exitCode).toBe(3)
  })

  it('takes a requirement: every scenario of which a row or the whole judges it', () => {
    for (const { id, scenario } of entries) for (const requirement of requirementsOf(scenario)) expect(ids(requirement)).toContain(id)
  })

  it('takes a former id', () => {
    const [first] = entries
    const moved = [{ ...first!, scenario: { ...first!.scenario, formerly: ['old/name'] } }]
    expect(select(moved, ['old/name'])).toEqual(moved)
    expect(select(moved, ['old/*'])).toEqual(moved)
  })

  it('keeps the order of the catalogue and takes nothing twice', () => {
    const both = ids('redirect-uri', 'pkce', wrongVerifier)
    expect(both).toEqual([...new Set(both)].sort())
  })
})

describe('what selects nothing', () => {
  it('is refused with exit code 3 and what was most likely meant', () => {
    const { exitCode, message, hints } = refusal('pkce/rejects-wrong-code-verifer')
    expect(exitCode).toBe(3)
    expect(message).toContain('"pkce/rejects-wrong-code-verifer"')
    expect(hints.join()).toContain(wrongVerifier)
  })

  it('is refused even beside something that selects, so that a typo makes no run smaller', () => {
    expect(refusal('pkce', 'redirekt-uri').message).toBe('nothing is selected by "redirekt-uri"')
  })

  it('says why no scenario judges a requirement', () => {
    expect(refusal('rfc7636-4.1-client-verifier-quality').hints[0]).toContain('The client makes the verifier')
  })
})
