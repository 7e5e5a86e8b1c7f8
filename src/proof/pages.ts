import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Everything that is written for people, by its path from the root. */
export const pages: ReadonlyMap<string, string> = new Map(
  globSync(['*.md', 'docs/*.md', 'fixtures/servers/README.md'], { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => [path, readFileSync(`${root}${path}`, 'utf8')]),
)

/** One page. */
export const pageOf = (path: string): string => pages.get(path)!

/** The blocks of code of a page, without their indentation. */
export const blocksOf = (page: string): string[] =>
  [...page.matchAll(/^( *)```\w*\n(.*?)^\1```$/gms)].map(([, indent, code]) => code!.replaceAll(new RegExp(`^${indent}`, 'gm'), ''))

/** The one block of a page that has some text. */
export function blockWith(path: string, text: string): string {
  const found = blocksOf(pageOf(path)).filter((block) => block.includes(text))
  if (found.length !== 1) throw new Error(`${path} has ${found.length} blocks with ${JSON.stringify(text)}`)
  return found[0]!
}

/** A page without its blocks of code. */
export const proseOf = (page: string): string => page.replaceAll(/^( *)```\w*\n.*?^\1```$/gms, '')

/** Everything that a page shows to be typed: its blocks and what stands between backticks. */
export const typedIn = (page: string): string[] => [
  ...blocksOf(page).flatMap((block) => block.split('\n')),
  ...[...proseOf(page).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!),
]
