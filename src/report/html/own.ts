import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8').trim()

/** A module as a part of one script: the page has no second file to import from. */
const bare = (module: string): string => module.replace(/^import .*\n/gm, '').replace(/^export /gm, '')

/** Parts of the script, each after those that it imports from. */
const parts = ['element', 'diagram', 'evidence', 'filters', 'copy', 'theme', 'print']

/** What a browser runs of the page. Its files stand beside this one, in the checkout and in the package. */
export const script = parts.map((name) => bare(read(`client/${name}.js`))).join('\n\n')

/** What the page looks like. */
export const style = ['base', 'outcomes', 'masthead', 'sections', 'filters', 'scenarios', 'exchanges', 'narrow', 'print']
  .map((name) => read(`style/${name}.css`))
  .join('\n')

const hashed = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing is fetched from anywhere, nothing runs but the one script, and no text becomes markup. */
export const policy = [
  "default-src 'none'",
  `script-src ${hashed(script)}`,
  `style-src ${hashed(style)}`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ')
