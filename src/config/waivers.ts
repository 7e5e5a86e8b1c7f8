import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
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
  .refine((one) => one.created <= one.expires, { error: 'a last day (expires) that is not before its first (created).' })

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

/** Adds a waiver to a file, made where there is none; its other entries and all comments stay as they are. */
export async function addWaiver(file: string, entry: WrittenWaiver): Promise<void> {
  const { error } = waiver.safeParse(entry)
  if (error)
    throw new ConfigError(
      `this is no waiver:\n${describeIssues(error.issues, entry)
        .map((line) => `  ${line}`)
        .join('\n')}`,
    )
  if (existsSync(file)) await readWaivers(file)
  const { isSeq, parseDocument } = await import('yaml')
  const document = parseDocument(existsSync(file) ? readFileSync(file, 'utf8') : heading)
  if (isSeq(document.contents)) document.add(document.createNode(entry))
  else document.contents = document.createNode([entry]) as never
  writeFileSync(file, document.toString({ lineWidth: 0 }))
}

const heading = `# Findings that are known, and until when a gate overlooks them. They stay visible in every report.
`
