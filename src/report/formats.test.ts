import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import { hostile, hostileRun } from '../../fixtures/runs/hostile-run.ts'
import { cleanRun, exchange, mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { parseStrictXml } from '../../fixtures/runs/strict-xml.ts'
import { reports } from '../config/schema-sections.ts'
import { type FormatName, filesOf, formats, placeOfFormat } from './formats.ts'
import type { Run } from './run.ts'

const names = Object.keys(formats) as FormatName[]
const syntax: Record<string, (text: string) => unknown> = {
  json: JSON.parse,
  sarif: JSON.parse,
  har: JSON.parse,
  xml: parseStrictXml,
  html: (text) => parse(text, { onParseError: ({ code }) => expect(code).toBe('no parse error') }),
  md: (text) => expect(text).toMatch(/^#/),
  txt: (text) => expect(text).toMatch(/^::/),
  httpexchange: JSON.parse,
  properties: (text) => expect(text).toMatch(/^(?:[\w.-]+ = .*\n)+$/),
}

/** Reads each file of a format by what its name says it is, and looks for what no report may hold. */
async function sound(name: FormatName, run: Run): Promise<void> {
  for (const [file, text] of Object.entries(await filesOf(name, run))) {
    expect(() => syntax[file.split('.').at(-1)!]!(text), file).not.toThrow()
    expect(deceiving.exec(text)?.[0]).toBeUndefined()
    expect(foreignCommands(text)).toEqual([])
    expect(text.endsWith('\n')).toBe(true)
  }
}

/** What no report may hold outside of a string that is escaped: controls, and what turns the direction of text or is not seen. */
const deceiving = /[\p{Cs}\p{Bidi_Control}\u2028\u2029\ufeff\u200b]|(?!\n)\p{Cc}/u
const ownCommand = /^::(?:error|warning|notice) file=harness\.config\.ts,line=1,title=[^:,]*::/
const foreignCommands = (text: string): string[] =>
  text.split('\n').filter((line) => /^\s*(?:::|##\[)/.test(line) && !ownCommand.test(line))

/** A run in which a target says what looks like a command wherever a line might begin. */
const commanding = (text: string): Run =>
  runOf(
    (['fail', 'warn', 'blocked', 'error', 'skip'] as const).map((outcome, i) =>
      result(`${i}/${text}`, [row(outcome, { name: text, reason: text, seen: text, expected: text, provide: text })], {
        title: text,
        why: text,
        fix: text,
        reason: text,
      }),
    ),
    { target: { name: text, issuer: text, embedded: false }, warnings: [text] },
  )

const runs: [string, Run][] = [
  ['mixed', mixedRun()],
  ['clean', cleanRun()],
  ['hostile', hostileRun()],
  ['commanding', commanding('::error::x ::stop-commands::y\n::add-mask::z\r##[command]q')],
  ['without a flow', runOf([], { noFlow: { reason: hostile[0], exchanges: [exchange(1)] } })],
  ['killed', mixedRun({ complete: false })],
  ['empty', runOf([])],
]

it('each has its line in the documentation, and its name in the schema of a configuration', () => {
  const text = readFileSync(new URL('../../docs/reports.md', import.meta.url), 'utf8')
  const documented = [...text.matchAll(/^\| `([\w-]+)` \| `([^`]+)` \|/gm)].map(([, name, place]) => [name, place!.replace(/\/$/, '')])
  expect(documented.toSorted()).toEqual(names.map((name) => [name, placeOfFormat(name)]).toSorted())
  const further = names.filter((name) => name !== 'json')
  expect(reports.safeParse(further).success).toBe(true)
  expect([...reports.element.options].toSorted()).toEqual(further.toSorted())
})

describe.each(names)('%s', (name) => {
  const rendered = async (run: Run) => Object.values(await filesOf(name, run)).join('\n')

  it.each(runs)('is well-formed, printable and commands nobody, for a run that is %s', (_, run) => sound(name, run))

  it('is a function of the run alone, and leaves it as it was', async () => {
    const run = mixedRun({ warnings: [...hostile].map((one) => one.slice(0, 100)) })
    const before = JSON.stringify(run)
    expect(await filesOf(name, run)).toEqual(await filesOf(name, structuredClone(run)))
    expect(JSON.stringify(run)).toBe(before)
  })

  it('names what failed and what came to no verdict', async () => {
    if (name === 'badge') return expect(await rendered(mixedRun())).toContain('2 of 3 met, 2 without verdict')
    const text = await rendered(mixedRun())
    for (const id of ['redeems-code-once', 'rejects-wrong-secret', 'ignores-loopback-port', 'rejects-unknown-scope'])
      expect(text).toContain(id)
  })

  it('is another where the run did not end', async () => {
    expect(await filesOf(name, cleanRun({ complete: false }))).not.toEqual(await filesOf(name, cleanRun()))
  })

  it('is well-formed and printable whatever is said', async () => {
    const nasty = fc.array(
      fc.oneof(fc.constantFrom(...hostile.map((one) => one.slice(0, 60)), '::error::', '\n', '`', '|', '\\', '</script>'), fc.string()),
    )
    await fc.assert(
      fc.asyncProperty(nasty, (parts) => sound(name, commanding(parts.join('')))),
      { numRuns: 10 },
    )
  })
})
