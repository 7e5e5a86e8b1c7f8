import { type FSWatcher, watch as fsWatch, realpathSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path'

/** What is done about a watched path. */
export interface FileChanges {
  /** A folder whose changes do not count. */
  except: string
  changed(): void
  /** It cannot be watched any more. */
  lost(error: NodeJS.ErrnoException): void
}

/** Watches a file, or a folder with all below it. */
export function watchPath(path: string, { except, changed, lost }: FileChanges): FSWatcher {
  const real = realpathSync(path)
  const watcher = statSync(real).isDirectory()
    ? fsWatch(real, { recursive: true }, (_, name) => {
        if (name === null || !isBelow(except, resolve(real, name))) changed()
      })
    : watchFile(real, changed)
  return watcher.on('error', lost)
}

/** An editor that saves by renaming puts another file in the place of the first, which only the folder notices. */
const watchFile = (file: string, changed: () => void): FSWatcher =>
  fsWatch(dirname(file), (_, name) => {
    if (name === null || name === basename(file)) changed()
  })

function isBelow(folder: string, path: string): boolean {
  const way = relative(resolve(folder), path)
  return !isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`)
}
