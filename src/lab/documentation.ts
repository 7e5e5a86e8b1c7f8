import { type Expectation, type Known, rowsOf } from '../proof/expectations.ts'
import type { Outcome } from '../scenario/contract.ts'
import type { Summary } from './summary.ts'

/** A server with its summary and what it is known for. */
export interface Documented {
  summary: Summary
  known: Known
}

const introduction = `# Servers

What grantproof says of authorization servers that it has no part in. Each was started from its own packages, set up as its documentation says for production where
that costs nothing, and judged on loopback in the profile \`bcp\` (RFC 9700) without the scenarios that wait for minutes. \`npm run lab -- NAME\` does the same again.
This page is made from those runs by \`npm run lab -- --docs\`; [how the servers are set up](../fixtures/servers/README.md) is in their folders.

How to read it:

- A **fail** is something that the profile forbids, a **warn** a SHOULD that was not followed or a refusal that is right in effect and wrong in form. Most servers have good
  reasons for some of them: compatibility, or a text that came after the release. The reason says what the RFC asks for and what was seen.
- Counts are rows: one scenario may have many. Skips are listed below but for what the profile does not ask for, the server does not offer, or would wait for minutes. An area with more fails than another is not weaker in proportion.
- What depends on the set-up or on pages that are ours is said so. Numbers of one server at one version on one day are no ranking.
- A finding that may be a vulnerability is told to those who can mend it, and to nobody else: here it is only counted, as withheld.
- Something is wrong here? The verdict can be had again, with its exchanges, by the command above: an error of grantproof is mended, with a test that holds it.`

/** The page on all servers: a function of their summaries and of what they are known for. */
export function renderServers(servers: Readonly<Record<string, Documented>>): string {
  const all = Object.entries(servers).sort(([, a], [, b]) => a.summary.title.localeCompare(b.summary.title, 'en'))
  const sections = all.map(([name, documented]) => section(name, documented))
  return `${[introduction, '## Runs', runs(all.map(([, { summary }]) => summary)), '## Areas', areas(all.map(([, { summary }]) => summary)), ...sections].join('\n\n')}\n`
}

const runs = (all: readonly Summary[]): string =>
  table(
    ['server', 'version', 'date', 'pass', 'fail', 'warn', 'info', 'blocked', 'skip', 'withheld', 'requests', 'seconds'],
    all.map((of) => [
      ...[`[${of.title}](#${anchorOf(of)})`, of.version, of.date],
      ...(['pass', 'fail', 'warn', 'info', 'blocked', 'skip'] as const).map((outcome) => total(of, outcome)),
      ...[of.withheld, of.requests, of.seconds],
    ]),
  )

/** What a heading is called in a link to it. */
const anchorOf = ({ title, version }: Summary): string =>
  `${title} ${version}`
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')

const areas = (all: readonly Summary[]): string => {
  const names = [...new Set(all.flatMap((summary) => Object.keys(summary.areas)))].sort()
  return table(
    ['area', ...all.map(({ title }) => title)],
    [...names.map((area) => [area, ...all.map((summary) => cell(summary.areas[area]))])],
  )
}

/** Passes alone are a bare number; what else there is has its name. */
const cell = (counts: Partial<Record<Outcome, number>> = {}): string =>
  (['pass', 'fail', 'warn', 'blocked', 'error', 'info', 'skip'] as const)
    .flatMap((outcome) => (counts[outcome] ? [`${counts[outcome]} ${outcome}`] : []))
    .join(', ')

function section(name: string, { summary, known }: Documented): string {
  const { title, version, about, profile, setUp } = summary
  const here = known.expectations.filter(({ setUps }) => setUps?.includes(setUp) ?? true)
  const groups = (['fail', 'warn', 'blocked', 'error', 'skip'] as const).flatMap((outcome) => {
    const due = here.filter((one) => outcomeIn(one, profile) === outcome)
    const reasons = Map.groupBy(due, ({ reason }) => reason)
    const rows = (of: readonly Expectation[]) => of.flatMap((one) => rowsOf(one, here, summary.explained[outcome] ?? []))
    const list = [...reasons].flatMap(([reason, of]) => item(reason, rows(of)))
    return list.length > 0 ? [`### ${headings[outcome]}`, list.join('\n')] : []
  })
  const withheld = summary.withheld > 0 ? [`Withheld until it is mended: ${summary.withheld}.`] : []
  return [`## ${title} ${version}`, `${about} \`npm run lab -- ${name}\``, ...withheld, ...groups].join('\n\n')
}

const headings = { fail: 'Fails', warn: 'Warnings', blocked: 'Without a verdict', error: 'Errors', skip: 'Not judged' }

const outcomeIn = ({ outcome }: Expectation, profile: Summary['profile']): Outcome | undefined =>
  typeof outcome === 'string' ? outcome : outcome[profile]

/** A reason with the rows that it is about; those of one scenario are counted where they are many. */
function item(reason: string, rows: readonly string[]): string[] {
  const scenarios = Map.groupBy(rows, (row) => row.split(' › ')[0]!)
  const names = [...scenarios].flatMap(([id, of]) =>
    of.length > fewRows ? [`\`${id}\` (${of.length} rows)`] : of.map((row) => `\`${row.replace(/ › whole$/, '')}\``),
  )
  return names.length > 0 ? [`- ${reason}\n  ${names.join(', ')}`] : []
}

const fewRows = 2

const total = ({ areas }: Summary, outcome: Outcome): number =>
  Object.values(areas).reduce((sum, counts) => sum + (counts[outcome] ?? 0), 0)

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
