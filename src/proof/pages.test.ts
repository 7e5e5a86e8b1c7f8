import { existsSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { faults } from '../authorization-server/index.ts'
import { loadEntries } from '../cli/load-entries.ts'
import { build } from '../cli/program.ts'
import { presetNames } from '../config/presets.ts'
import { formats } from '../report/formats.ts'
import { pages, proseOf, typedIn } from './pages.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The names of a page's headings, as a link writes them. */
const anchorsOf = (page: string): Set<string> =>
  new Set(
    [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
      title!
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )

describe('every page', () => {
  it('links to files and headings that there are', () => {
    const links = [...pages].flatMap(([path, page]) =>
      [...proseOf(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([, to, anchor]) => ({ path, to: to!, anchor })),
    )
    expect(links.length).toBeGreaterThan(40)
    const dead = links.filter(({ path, to, anchor }) => {
      const file = to === '' ? path : posix.join(posix.dirname(path), to)
      return !existsSync(`${root}${file}`) || (anchor !== undefined && !anchorsOf(pages.get(file) ?? '').has(anchor))
    })
    expect(dead).toEqual([])
  })

  it('has no line of prose that is longer than two hundred characters', () => {
    const made = ['docs/servers.md', 'docs/vocabulary.md']
    const lines = [...pages]
      .filter(([path]) => !made.includes(path))
      .flatMap(([path, page]) =>
        proseOf(page)
          .split('\n')
          .map((line) => ({ path, line })),
      )
    expect(lines.filter(({ line }) => line.length > 200 && !/^\s*\|/.test(line))).toEqual([])
  })
})

const commands = new Map(build(() => {}).commands.map((command) => [command.name(), command]))

/** What a line that is typed asks grantproof for: the command, and its options. */
function askedFor(line: string): { name: string; flags: string[] } | undefined {
  const [, script, rest] =
    /^(?:\$ |- run: |- )?(?:npx grantproof|npm run grantproof --|npm run (prove) --|grantproof) +([a-z].*)$/.exec(line.trim()) ?? []
  if (rest === undefined) return undefined
  const words = rest.replace(/ #.*| && .*| > .*/, '').split(/ +/)
  const name = script ?? words[0]!
  return { name, flags: words.filter((word) => word.startsWith('--')).map((word) => word.replace(/[=,].*/, '')) }
}

const knows = (command: Command, flag: string): boolean => flag === '--help' || command.options.some(({ long }) => long === flag)

describe('what is to be typed', () => {
  const typed = [...pages].flatMap(([path, page]) => typedIn(page).flatMap((line) => ({ path, line, ...askedFor(line) })))
  const asked = typed.filter(({ name }) => name !== undefined)

  it('are commands that there are, with options that they have', () => {
    expect(asked.length).toBeGreaterThan(60)
    const wrong = asked.filter(({ name, flags }) => {
      const command = commands.get(name!)
      return !command || flags!.some((flag) => !knows(command, flag))
    })
    expect(wrong).toEqual([])
  })

  it('is each command once at least', () => {
    expect([...commands.keys()].filter((name) => !asked.some((one) => one.name === name))).toEqual([])
  })

  it('are options that some command has, wherever one stands alone', () => {
    const alone = typed.filter(({ line }) => /^--[a-z]/.test(line))
    expect(alone.length).toBeGreaterThan(20)
    const known = [...commands.values()]
    const ofOthers = ['--reporter', '--history-path', '--docs']
    const wrong = alone.filter(({ line }) => {
      const flag = line.split(/[ =|]/)[0]!
      return !ofOthers.includes(flag) && !known.some((command) => knows(command, flag))
    })
    expect(wrong).toEqual([])
  })

  it('names faults, formats and presets that there are', () => {
    const known = { fault: Object.keys(faults), format: Object.keys(formats), report: Object.keys(formats), preset: presetNames }
    const named = typed.flatMap(({ path, line }) =>
      [...line.matchAll(/--(fault|format|report|preset) ([a-z0-9.-]+(?:[|,][a-z-]+)*)/g)].flatMap(([, kind, names]) =>
        names!.split(/[|,]/).map((name) => ({ path, kind: kind as keyof typeof known, name })),
      ),
    )
    expect(named.length).toBeGreaterThan(10)
    const ofDiff = ['text', 'markdown', 'json']
    expect(named.filter(({ kind, name }) => !(known[kind] as readonly string[]).includes(name) && !ofDiff.includes(name))).toEqual([])
  })

  it('names scenarios that there are, or the one that is to be written', async () => {
    const ids = (await loadEntries()).map(({ id }) => id)
    const suites = [...new Set(ids.map((id) => id.split('/')[0]))].join('|')
    const named = typed.flatMap(({ path, line }) =>
      [...line.matchAll(new RegExp(`(?<![\\w/-])(?:${suites})/[a-z0-9-]+(?![\\w*/.-])`, 'g'))].map(([id]) => ({ path, id })),
    )
    expect(named.length).toBeGreaterThan(40)
    const unwritten = 'pkce/rejects-short-code-verifier'
    expect(ids).not.toContain(unwritten)
    expect(named.filter(({ id }) => !ids.includes(id) && id !== unwritten)).toEqual([])
  })
})
