import { expect, test } from 'vitest'
import { loadEntries } from '../cli/load-entries.ts'
import type { HarnessConfig } from '../config/index.ts'
import { overhead } from './overhead.ts'
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
    expect(measured.equalAnswers).toBe(measured.requests)
  } finally {
    server.close()
  }
})
