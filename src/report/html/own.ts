import { readFileSync } from 'node:fs'

/** A file of this folder, which stands beside this one in the checkout and in the package. */
export const own = (name: string): URL => new URL(name, import.meta.url)

const read = (file: URL): string => readFileSync(file, 'utf8').trim()

/** A module as a part of one script: a page has no second file to import from. */
const bare = (module: string): string => module.replace(/^import .*\n/gm, '').replace(/^export /gm, '')

/** One script of several modules, each after those that it imports from. */
export const scriptOf = (files: readonly URL[]): string => files.map((file) => bare(read(file))).join('\n\n')

/** One style of several files. */
export const styleOf = (files: readonly URL[]): string => files.map(read).join('\n')

/** What a browser runs of the page of a run. */
export const script = scriptOf(
  ['element', 'text', 'har', 'take', 'diagram', 'pictures', 'evidence', 'filters', 'theme', 'print'].map((name) =>
    own(`client/${name}.js`),
  ),
)

/** What it looks like. */
export const style = styleOf(
  ['base', 'outcomes', 'masthead', 'sections', 'filters', 'scenarios', 'exchanges', 'narrow', 'print'].map((name) =>
    own(`style/${name}.css`),
  ),
)
