import { expect, it } from 'vitest'
import type { Examined } from './examine.ts'
import { shown } from './shown.ts'

const examined = (...differences: string[]): Examined => ({
  differences,
  summary: { version: '1.2', scenarios: 3, requests: 40, seconds: 5 } as Examined['summary'],
  startSeconds: 7.4,
  serverSeconds: 2.5,
  files: ['reports/a/run.json', 'reports/a/junit.xml'],
})

it('differences stand above the count, and reports are named as such', () => {
  expect(
    shown('a', examined('bcp x/y: one', 'bcp x/z: two')),
  ).toBe(`a 1.2: 3 scenarios, 40 requests, 5 s, of which the server took 3 s; it started in 7 s
  bcp x/y: one
  bcp x/z: two
  2 differences (above); reports: reports/a/run.json, reports/a/junit.xml
`)
  expect(shown('a', examined('one'))).toContain('\n  1 difference (above); reports: ')
  expect(shown('a', examined())).toMatch(/\n {2}as expected; reports: reports\/a\/run\.json, /)
})
