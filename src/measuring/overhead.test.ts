import { expect, test } from 'vitest'
import { loadEntries } from '../cli/load-entries.ts'
import type { HarnessConfig } from '../config/index.ts'
import { allEqual, overhead } from './overhead.ts'
import { start } from './processes.ts'

test('the suite asks the tape what it asked the server, and hears the same', async () => {
  const server = await start<never, HarnessConfig>(new URL('./server.ts', import.meta.url), ['embedded'])
  try {
    const entries = (await loadEntries()).filter(({ id }) =>
      /^(?:state\/returns|pkce\/rejects-wrong|refresh-token\/rejects-altered)/.test(id),
    )
    const measured = await overhead(server.ready, entries, 1)
    expect(measured.scenarios).toBe(entries.length)
    expect(measured.requests).toBeGreaterThan(20)
  } finally {
    server.close()
  }
})

test('an answer that is not the recorded one ends the measurement', () => {
  const take = (of: string) => ({
    of,
    method: 'GET',
    path: '/',
    headers: [],
    body: '',
    answer: { status: 302, headers: [], body: '' },
    serviceMs: 1,
  })
  const takes = [take('a/b 1'), take('a/b 2')]
  const heard = (second?: number) =>
    new Map([
      ['a/b 1', 302],
      ['a/b 2', second],
    ])
  expect(() => allEqual(takes, heard(302))).not.toThrow()
  for (const other of [599, undefined]) expect(() => allEqual(takes, heard(other))).toThrow('only 1 of 2 answers')
})
