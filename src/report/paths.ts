import { createHash } from 'node:crypto'
import { isAbsolute, join, relative, sep } from 'node:path'

const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
const longest = 64

/** A name that is one path segment on every file system. A name that had to change gets a digest, so that two never meet. */
export function safeName(name: string): string {
  const plain = name.replace(/[^\w.-]+/g, '-').replace(/^[.-]+|[.-]+$/g, '')
  if (plain === name && plain !== '' && plain.length <= longest && !reserved.test(plain)) return plain
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return `${reserved.test(plain) ? `_${plain}` : plain || 'target'}`.slice(0, longest - 9).concat('-', digest)
}

/** A file as seen from a folder that it is below, with slashes; undefined for one elsewhere, whose path is nobody else's business. */
export function pathBelow(folder: string, file: string): string | undefined {
  const path = relative(folder, file)
  return path === '' || isAbsolute(path) || path.split(sep)[0] === '..' ? undefined : path.split(sep).join('/')
}

/** The folder of a target's reports below the reports folder, whatever the target is called. */
export const targetFolder = (reportsDir: string, target: string): string => join(reportsDir, safeName(target))

/** The file of a former run: its start, in characters that every file system takes. */
export const historyName = (startedAt: string): string => startedAt.replace(/[^\dTZ.-]/g, '-').slice(0, 40)
