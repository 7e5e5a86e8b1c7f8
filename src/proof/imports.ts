import { readFileSync } from 'node:fs'
import { dirname, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { globSync } from 'tinyglobby'

/** One import: from which file, of what, and whether it is only of types. */
export interface Import {
  file: string
  /** A room of `src`, `suites`, the name of a library, `node:` or `#harness`. */
  of: string
  /** For a file of the project, its path from the root. */
  path?: string
  typeOnly: boolean
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const statement = /^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm

/** All imports of the project's own code, tests left out. */
export function importsOf(pattern: string): Import[] {
  const files = globSync(pattern, { cwd: root, ignore: ['**/*.test.ts', '**/testing*.ts'] }).sort()
  return files.flatMap((file) =>
    [...readFileSync(`${root}/${file}`, 'utf8').matchAll(statement)].map(([text, type, from, dynamic]) => ({
      file,
      typeOnly: type !== undefined || /^(?:import|export) \{(?:\s*type \w+(?: as \w+)?,?)+\s*\}/.test(text),
      ...target(file, from ?? dynamic ?? ''),
    })),
  )
}

/** The room that a file is in: the folder below `src`, `suites`, or `index` for the door itself. */
export const roomOf = (path: string): string => {
  const [top = '', room = ''] = path.split('/')
  return top === 'src' ? room.replace(/\.ts$/, '') : top
}

function target(file: string, from: string): Pick<Import, 'of' | 'path'> {
  if (from.startsWith('node:')) return { of: 'node:' }
  if (from.startsWith('#')) return { of: from }
  if (!from.startsWith('.'))
    return {
      of: from
        .split('/')
        .slice(0, from.startsWith('@') ? 2 : 1)
        .join('/'),
    }
  const path = posix.normalize(posix.join(dirname(file).split(sep).join('/'), from))
  return { of: roomOf(path), path: relative('.', path).split(sep).join('/') }
}
