import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

it('docs/vitest.md explains every option, and no other', () => {
  const options = [...text('./options.ts').matchAll(/^ {2}(\w+)\??:/gm)].map(([, name]) => name)
  const rows = text('../../docs/vitest.md').match(/(?<=\n)\| `[^|]+\|/g) ?? []
  const explained = rows.flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name))
  expect(options.length).toBeGreaterThan(5)
  expect(explained.toSorted()).toEqual(options.toSorted())
})
