import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { YAMLMap } from 'yaml'
import type { z } from 'zod'
import { ConfigError } from './errors.ts'
import { describeIssues } from './messages.ts'
import { readConfigFile } from './read.ts'
import { checked, listOf, oneOf, strict, text } from './schema-parts.ts'

const isDay = (value: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value)
const day = checked('a day, such as 2026-11-23.', isDay)
const what = 'a waiver: { scenario or requirement, expect, reason, owner, created, expires }.'

const waiver = strict(what, {
  scenario: text('the id of a scenario, or a glob.').exactOptional(),
  requirement: text('the id of a requirement, or a glob.').exactOptional(),
  row: text('the name of a row, or a glob.').exactOptional(),
  target: text('the name of a target, or a glob.').exactOptional(),
  expect: oneOf(['fail', 'warn']),
  reason: text('why it is overlooked.'),
  owner: text('who answers for it.'),
  ticket: text('where it is followed.').exactOptional(),
  created: day,
  expires: day,
})
  .refine((one) => one.scenario !== undefined || one.requirement !== undefined, { error: 'a scenario or a requirement that it is for.' })
  .refine((one) => one.created <= one.expires, { path: ['expires'], error: 'a last day that is not before the first (created).' })

/** The schema of `waivers.yaml`. */
export const waiversSchema = listOf('a list of waivers.', waiver)

/** A known finding that a gate overlooks for a time, as it is written. */
export type WrittenWaiver = z.infer<typeof waiver>

/** Reads a file of waivers. Throws ConfigError with one line for each thing that is wrong. */
export async function readWaivers(file: string): Promise<WrittenWaiver[]> {
  const value = (await readConfigFile(file)) ?? []
  const result = waiversSchema.safeParse(value)
  if (result.success) return result.data
  const lines = describeIssues(result.error.issues, value).slice(0, 20)
  throw new ConfigError(`${basename(file)} cannot be used:\n${lines.map((line) => `  ${line}`).join('\n')}`)
}

/** Writes a waiver into a file, made where there is none, in the place of the one that waives the same; other entries and all comments stay as they are. */
export async function addWaiver(file: string, entry: WrittenWaiver): Promise<void> {
  const { error } = waiver.safeParse(entry)
  if (error)
    throw new ConfigError(
      `this is no waiver:\n${describeIssues(error.issues, entry)
        .map((line) => `  ${line}`)
        .join('\n')}`,
    )
  const known = existsSync(file) ? await readWaivers(file) : []
  const { isMap, isSeq, parseDocument } = await import('yaml')
  const document = parseDocument(existsSync(file) ? readFileSync(file, 'utf8') : heading)
  const place = known.findIndex((one) => waives(one) === waives(entry))
  const before = document.getIn([place])
  if (!isSeq(document.contents)) document.contents = document.createNode([entry]) as never
  else if (isMap(before)) rewrite(before, entry)
  else document.add(document.createNode(entry))
  writeFileSync(file, document.toString({ lineWidth: 0 }))
}

/** What is waived: two entries that say the same of this are one waiver, whose reason, owner or days are others by now. */
const waives = ({ scenario, requirement, row, target, expect }: WrittenWaiver): string =>
  JSON.stringify([scenario, requirement, row, target, expect])

/** Key by key, since comments hang on keys and values. */
function rewrite(map: YAMLMap, entry: WrittenWaiver): void {
  const keys = map.items.map(({ key }) => String(key))
  for (const key of keys.filter((key) => !Object.hasOwn(entry, key))) map.delete(key)
  for (const [key, value] of Object.entries(entry)) map.set(key, value)
}

const heading = `# Findings that are known, and until when a gate overlooks them. They stay visible in every report.
`
