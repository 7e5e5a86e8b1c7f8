import { describe, expect, it } from 'vitest'
import { mixedRun } from '../../fixtures/runs/sample-run.ts'
import { closedStrings, ownWords } from './closing.ts'
import { runSchema } from './schema.ts'

describe('closedStrings', () => {
  it('closes values and names at any depth', () => {
    const closed = closedStrings({ a: ['x-hush-y', { 'hush-name': 1 }], n: 2, t: true, u: null }, (text) =>
      text.replaceAll('hush', '‹x:1›'),
    )
    expect(closed).toEqual({ a: ['x-‹x:1›-y', { '‹x:1›-name': 1 }], n: 2, t: true, u: null })
  })

  it('leaves the shape of a run alone, whatever word is a secret', () => {
    expect(ownWords()).toContain('schemaVersion')
    expect(ownWords()).toContain('critical')
    for (const secret of [...ownWords(), '2026', '"', ',', '1', ':']) {
      const closed = closedStrings(mixedRun(), (text) => text.replaceAll(secret, '‹x:1›'))
      expect(runSchema.safeParse(closed).success, secret).toBe(true)
    }
  })
})
