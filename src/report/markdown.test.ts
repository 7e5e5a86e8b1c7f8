import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectGolden } from '../../fixtures/golden/expect-golden.ts'
import { hostile, hostileRun } from '../../fixtures/runs/hostile-run.ts'
import { cleanRun, exchange, mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { webLink } from './link.ts'
import { renderMarkdown } from './markdown.ts'
import { prose } from './markdown-text.ts'
import type { AppliedWaiver, GateResult } from './run.ts'

interface Token {
  type: string
  content: string
  children: Token[] | null
}
type Reader = new (options: {
  html: boolean
  linkify: boolean
}) => {
  parse(markdown: string, environment: object): Token[]
  linkify: { set(options: { fuzzyLink: boolean }): void }
}
const MarkdownIt = createRequire(import.meta.url)('markdown-it') as Reader
/** GitHub lets HTML through, and links bare addresses that have a scheme. */
const reader = new MarkdownIt({ html: true, linkify: true })
reader.linkify.set({ fuzzyLink: false })
const tokens = (markdown: string): Token[] => reader.parse(markdown, {}).flatMap((token) => [token, ...(token.children ?? [])])
const types = (markdown: string) => new Set(tokens(markdown).map(({ type }) => type))
const text = (markdown: string) =>
  tokens(markdown)
    .filter(({ type }) => ['text', 'code_inline', 'text_special', 'entity', 'softbreak'].includes(type))
    .map(({ content }) => content)
    .join('')
/** Where GitHub looks for mentions and references: in all text that is not code. */
const scanned = (markdown: string) =>
  tokens(markdown)
    .filter(({ type }) => type === 'text' || type === 'text_special')
    .map(({ content }) => content)
    .join('')

const waiver: AppliedWaiver = {
  scenario: 'a/b',
  expect: 'fail',
  reason: 'mended in the next release',
  owner: 'identity team',
  created: '2026-11-01',
  expires: '2026-12-31',
  state: 'used',
  findings: 1,
}

describe('Markdown', () => {
  const markdown = renderMarkdown(mixedRun())

  it('is as it was', () => expectGolden('summary-mixed.md', markdown))

  it('begins with the verdict', () => {
    expect(markdown).toMatch(/^## ✗ acme: 2 of 3 graded scenarios met\n/)
    const gate: GateResult = { met: true, exitCode: 0, why: [], failOn: 'fail', allowBlocked: false }
    expect(renderMarkdown(cleanRun({ gate }))).toMatch(/^## ✓ acme: The gate is met; 2 of 2 graded scenarios met\n/)
  })

  it('has the gravest first, with why, how to mend it, and the section', () => {
    const heads = [...markdown.matchAll(/^#### (.*)$/gm)].map(([, head]) => head)
    expect(heads[0]).toBe('✗ fail, critical: A code is redeemed once')
    expect(heads.map((head) => head!.split(',')[0])).toEqual(['✗ fail', 'E error', '? blocked', '! warn'])
    expect(markdown).toContain('[RFC 6749 4.1.3 MUST](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3)')
    expect(markdown).toContain('**Fix:** Delete the code')
  })

  it('says what was not judged, and how to provide it', () => {
    expect(markdown).toContain(
      '| there is no second client | clients.second_client in harness.config.ts | authorization-code/binds-code-to-client |',
    )
  })

  it.each([
    ['no honest flow', { noFlow: { reason: 'a captcha', exchanges: [exchange(1)] } }, /^## ✗ .*a captcha/],
    ['nothing selected', {}, /^## ✗ .*[Nn]othing was selected/],
    ['a killed run', { complete: false }, /^## ✗ .*not complete/],
  ])('is never green for %s', (_, more, said) => expect(renderMarkdown(runOf([], more))).toMatch(said))

  it('says what is new and what is waived, by whom and until when', () => {
    const marked = renderMarkdown(runOf([result('a/b', [row('fail', { waived: 0, new: true })])], { waivers: [waiver] }))
    expect(marked).toContain('**(new)** (waived by identity team until 2026-12-31: mended in the next release)')
  })

  it('fits into a comment, however much there is to say, and then names the rest', () => {
    const many = Array.from({ length: 900 }, (_, i) =>
      result(`${'long-'.repeat(10)}${i}/${i}`, [
        row('fail', { seen: '|'.repeat(300), name: '`'.repeat(300) }),
        row('skip', { provide: `${i}` }),
      ]),
    )
    for (const run of [runOf(many), hostileRun(), runOf(many.slice(0, 40))]) {
      expect(renderMarkdown(run).length).toBeLessThan(65_536)
      expect(Buffer.byteLength(renderMarkdown(run))).toBeLessThan(1_048_576)
    }
    expect(renderMarkdown(runOf(many))).toMatch(/- and \d+ more scenarios in run\.json/)
  })

  it('lets nothing of a target be markup', () => {
    const markdown = renderMarkdown(hostileRun())
    const seen = types(markdown)
    for (const type of ['html_block', 'html_inline', 'image', 'link_open', 'fence', 'hr']) expect(seen).not.toContain(type)
    expect(scanned(markdown)).not.toMatch(/@\w/)
  })
})

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(...hostile.map((one) => one.slice(0, 40))),
      fc.constantFrom(
        '@octocat',
        '#12',
        'a@b.example',
        'www.evil.example',
        'https://evil.example/`|`',
        '![x](y)',
        '[a]: b',
        '<img src=x>',
        '&copy;',
      ),
      fc.constantFrom('_', '__', '_a', 'a_', 'a_b', '`', '``', '|', '\\', '*', '_', '~', '$', '<!--', ' ', '](', 'GH-1'),
      fc.string(),
    ),
    { maxLength: 8 },
  )
  .map((parts) =>
    parts
      .join('')
      .replace(/[\p{C}\p{Z}]+/gu, ' ')
      .trim(),
  )

describe('prose', () => {
  it('shows any text letter by letter, also in a table', () => {
    fc.assert(
      fc.property(nasty, (said) => {
        expect(text(`x ${prose(said)} x`)).toBe(`x ${said} x`)
        const table = tokens(`| a | b |\n| --- | --- |\n| x ${prose(said)} x | y |`)
        const cells = table.filter(({ type }) => type === 'inline')
        expect(cells).toHaveLength(4)
        expect(cells[3]!.content).toBe('y')
      }),
      { numRuns: 500 },
    )
  })

  it('is only text: no link, image, HTML, mention or reference', () => {
    fc.assert(
      fc.property(nasty, (said) => {
        const all = [...types(prose(said))].filter(
          (type) =>
            !/^(?:paragraph|list_item|ordered_list|bullet_list)_|^(?:inline|text|text_special|code_inline|hr|heading_open|heading_close|code_block)$/.test(
              type,
            ),
        )
        expect(all).toEqual([])
        expect(scanned(`x ${prose(said)}`)).not.toMatch(/@\w|#\d|:\/\/|www\./)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a link', () => {
  it.each([
    ['https://a.example/x#section-1', 'https://a.example/x#section-1'],
    ['https://a.example/(x)[y]<z>', 'https://a.example/%28x%29%5By%5D%3Cz%3E'],
    ['https://a.example/x y|`', 'https://a.example/x%20y%7C%60'],
    ['javascript:alert(1)', undefined],
    ['http://a.example/', undefined],
    ['https://known.example@evil.example/', undefined],
    [' https://a.example/', undefined],
    ['data:text/html,x', undefined],
    ['/relative', undefined],
    ['', undefined],
  ])('to %j is %j', (url, link) => expect(webLink(url)).toBe(link))
})
