import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { emptyFolder } from '../../fixtures/command-line/grantproof.ts'
import { beside } from './beside.ts'

const folder = emptyFolder()
for (const name of ['evidence', 'history']) mkdirSync(join(folder, name))
writeFileSync(join(folder, 'evidence', '0a.png'), 'picture')
const ofRun = beside(join(folder, 'run.json'))

it('reads what a run left beside it, a former one too', () => {
  expect(ofRun('evidence/0a.png')?.toString()).toBe('picture')
  expect(beside(join(folder, 'history', '2026-11-22.json'))('evidence/0a.png')?.toString()).toBe('picture')
})

it('reads nothing that is no file there, is a link, or is larger than any picture', () => {
  writeFileSync(join(folder, 'outside'), 'not ours')
  symlinkSync(join(folder, 'outside'), join(folder, 'evidence', '0b.png'))
  mkdirSync(join(folder, 'evidence', '0c.png'))
  writeFileSync(join(folder, 'evidence', '0d.png'), '')
  truncateSync(join(folder, 'evidence', '0d.png'), 17 * 2 ** 20)
  for (const name of ['0b', '0c', '0d', '0e']) expect(ofRun(`evidence/${name}.png`)).toBeUndefined()
})
