import { expect, test, vi } from 'vitest'
import { launch, NoBrowser } from './launch.ts'

vi.mock('playwright-core', () => {
  throw new Error('Cannot find package')
})

test('without the package that drives it, it says what to type', async () => {
  await expect(launch()).rejects.toThrow(NoBrowser)
  await expect(launch()).rejects.toThrow('npm install --save-dev playwright-core')
})
