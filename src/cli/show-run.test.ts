import { expect, it, vi } from 'vitest'
import { hostile } from '../../fixtures/runs/hostile-run.ts'
import { mixedRun } from '../../fixtures/runs/sample-run.ts'
import { printJson } from './show-run.ts'

it('prints JSON in which nothing deceives a terminal, and that reads back to the same', () => {
  const run = mixedRun({ warnings: [...hostile] })
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  printJson(run)
  const text = write.mock.calls.map(([chunk]) => String(chunk)).join('')
  write.mockRestore()
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  expect(JSON.parse(text)).toEqual(run)
})
