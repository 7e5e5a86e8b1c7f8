import { expect, test } from 'vitest'
import { waiting } from './waiting.ts'

const log: string[] = []
const pause = async (seconds: number) => void log.push(`paused ${seconds}`)
const advance = async (seconds: number) => void log.push(`advanced ${seconds}`)

test('a clock that can be set ahead goes as far as it is told; without one nobody waits for longer than an hour', async () => {
  await waiting(pause, advance)(86_400)
  await waiting(pause)(3600)
  expect(log).toEqual(['advanced 86400', 'paused 3600'])
  await expect(waiting(pause)(43_205)).rejects.toMatchObject({ how: 'skip', message: 'it would wait for 12 hours' })
  expect(log).toHaveLength(2)
})
