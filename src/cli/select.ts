import { resolve } from 'node:path'
import { exitCodes } from '../gate/gate.ts'
import { globPattern, isGlob } from '../gate/glob.ts'
import type { Entry } from '../scenario/catalog.ts'
import { catalogue, findRequirement, unjudged } from '../spec/index.ts'
import { CliError } from './failure.ts'
import { near } from './near.ts'

/** The scenarios that a selection names: ids (former ones too), folders, globs, requirement ids, files. Nothing asked for is everything.
 *  Throws a CliError of exit code 3 when any part of it names nothing, so that a typo never makes a run smaller than was meant. */
export function select(entries: readonly Entry[], asked: readonly string[], cwd: string = process.cwd()): Entry[] {
  const chosen = asked.map((selector) => ({ selector, found: entries.filter((entry) => names(selector, entry, cwd)) }))
  const empty = chosen.filter(({ found }) => found.length === 0).map(({ selector }) => selector)
  if (empty.length > 0) throw nothingSelected(empty, entries)
  if (entries.length === 0) throw new CliError(exitCodes.nothingSelected, 'there is no scenario to select from')
  const wanted = new Set(chosen.flatMap(({ found }) => found))
  return entries.filter((entry) => asked.length === 0 || wanted.has(entry))
}

function names(selector: string, { id, file, scenario }: Entry, cwd: string): boolean {
  if (resolve(cwd, selector) === file) return true
  const path = selector
    .replace(/^(?:\.\/)?suites\//, '')
    .replace(/\/+$/, '')
    .replace(/\.[jt]s$/, '')
  const ids = [id, ...(scenario.formerly ?? [])]
  if (isGlob(path)) return ids.some((each) => globPattern(path).test(each)) || globPattern(`${path}/**`).test(id)
  return ids.includes(path) || id.startsWith(`${path}/`) || requirementsOf(scenario).includes(path)
}

/** Every requirement that a scenario or one of its rows judges. */
export const requirementsOf = ({ requirements, cases = {} }: Entry['scenario']): string[] => [
  ...new Set([...requirements, ...Object.values(cases).flatMap(({ requirement }) => requirement ?? [])]),
]

function nothingSelected(selectors: readonly string[], entries: readonly Entry[]): CliError {
  const quoted = selectors.map((selector) => `"${selector}"`).join(', ')
  const hints = selectors.flatMap((selector) => hintFor(selector, entries) ?? [])
  return new CliError(exitCodes.nothingSelected, `nothing is selected by ${quoted}`, [...hints, 'grantproof list shows every scenario'])
}

function hintFor(selector: string, entries: readonly Entry[]): string | undefined {
  if (findRequirement(selector)) {
    const reason = unjudged[selector as keyof typeof unjudged]
    return reason ? `no scenario judges ${selector}: ${reason}` : `${selector} is a requirement that no scenario judges yet`
  }
  const suggested = near(selector, namesOf(entries))
  return suggested.length > 0 ? `did you mean ${suggested.join(', or ')}?` : undefined
}

function namesOf(entries: readonly Entry[]): string[] {
  const folders = entries.flatMap(({ id }) => (id.includes('/') ? [id.slice(0, id.lastIndexOf('/'))] : []))
  return [...new Set([...folders, ...entries.map(({ id }) => id), ...Object.keys(catalogue)])]
}
