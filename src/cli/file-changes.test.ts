import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { emptyFolder } from '../../fixtures/command-line/grantproof.ts'
import { watchPath } from './file-changes.ts'

let cwd: string
const watchers: { close(): void }[] = []
beforeEach(() => {
  cwd = emptyFolder()
  for (const folder of ['server', 'reports/mine']) mkdirSync(join(cwd, folder), { recursive: true })
  writeFileSync(join(cwd, 'config.json'), '{}')
})
afterEach(() => {
  for (const watcher of watchers.splice(0)) watcher.close()
})

function watched(path: string, except = 'reports') {
  const [changed, lost] = [vi.fn(), vi.fn()]
  const watcher = watchPath(join(cwd, path), { except: join(cwd, except), changed, lost })
  watchers.push(watcher)
  return { changed, lost, watcher }
}

/** As many editors save: a new file takes the place of the old one. */
function saveAtomically(name: string): void {
  writeFileSync(join(cwd, `${name}.new`), '{ }')
  renameSync(join(cwd, `${name}.new`), join(cwd, name))
}

it('sees a file that is replaced, and then replaced again', async () => {
  const { changed } = watched('config.json')
  for (const _ of [1, 2]) {
    changed.mockClear()
    saveAtomically('config.json')
    await vi.waitFor(() => expect(changed).toHaveBeenCalled())
  }
})

it('sees no other file beside the one that is meant', async () => {
  const { changed } = watched('config.json')
  const beside = watched('.')
  writeFileSync(join(cwd, 'other.json'), '')
  await vi.waitFor(() => expect(beside.changed).toHaveBeenCalled())
  expect(changed).not.toHaveBeenCalled()
})

it('sees what is below a folder, but for the reports', async () => {
  const { changed } = watched('.')
  for (const name of ['reports-of-last-year.txt', 'server/a.ts']) {
    changed.mockClear()
    writeFileSync(join(cwd, name), '')
    await vi.waitFor(() => expect(changed).toHaveBeenCalled())
  }
  changed.mockClear()
  const [everything, reports] = [watched('.', 'nowhere'), watched('reports/mine')]
  writeFileSync(join(cwd, 'reports/mine/run.json'), '{}')
  await vi.waitFor(() => expect(everything.changed).toHaveBeenCalled())
  expect(changed).not.toHaveBeenCalled()
  expect(reports.changed).not.toHaveBeenCalled()
})

it('says that a path cannot be watched any more, and does not end by it', () => {
  const { lost, watcher } = watched('.')
  const error = Object.assign(new Error('no space left'), { code: 'ENOSPC' })
  watcher.emit('error', error)
  expect(lost).toHaveBeenCalledWith(error)
})
