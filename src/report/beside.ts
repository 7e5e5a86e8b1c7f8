import { lstatSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Reads a file that a run names as its own; undefined where there is none that can be read. */
export type ReadBeside = (file: string) => Buffer | undefined

/** No picture of a window is larger. */
const longest = 16 * 2 ** 20

/** What stands beside the file of a run. A former run in `history/` left its own where it was. */
export function beside(runFile: string): ReadBeside {
  const folder = dirname(runFile)
  const folders = basename(folder) === 'history' ? [dirname(folder), folder] : [folder]
  return (file) =>
    folders
      .values()
      .map((one) => read(join(one, file)))
      .find((bytes) => bytes !== undefined)
}

/** Only a file: a link may lead anywhere. */
function read(path: string): Buffer | undefined {
  try {
    const found = lstatSync(path)
    return found.isFile() && found.size <= longest ? readFileSync(path) : undefined
  } catch {
    return undefined
  }
}
