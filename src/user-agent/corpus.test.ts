import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readPage } from './page.ts'
import { type Understanding, understand } from './understand.ts'

type Answer = Partial<{ kind: Understanding['kind']; part: string; to: string; fields: string[]; enctype: string }>
interface Expected {
  /** Status that the page comes with; 200 unless told. */
  status?: number
  both?: Answer
  approve?: Answer
  deny?: Answer
  untick?: Record<string, Answer>
}

const folder = new URL('../../fixtures/pages/', import.meta.url)
const expected: Record<string, Expected> = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8'))
const pageUrl = 'https://as.example/ui/page.do?sessionDataKey=1'

function answer(name: string, purpose: 'approve' | 'deny', untick: string[] = []): Answer {
  const page = readPage(readFileSync(new URL(`${name}.html`, folder), 'utf8'), pageUrl)
  const asking = {
    user: 'alice',
    password: '‹password:1›',
    purpose,
    untick,
    origins: ['https://as.example'],
    status: expected[name]?.status ?? 200,
  }
  const { kind, part, submit } = understand(page, asking)
  const sent = submit && { to: `${submit.method} ${submit.url}`, fields: submit.fields.map((pair) => pair.join('=')) }
  return { kind, ...(part ? { part } : {}), ...sent, ...(submit?.enctype ? { enctype: submit.enctype } : {}) }
}

describe('pages', () => {
  it('has an expectation for each page and a page for each expectation', () => {
    const pages = readdirSync(folder).filter((file) => file.endsWith('.html'))
    expect(Object.keys(expected).sort()).toEqual(pages.map((file) => file.replace('.html', '')).sort())
  })

  for (const [name, { both, approve = both, deny = both, untick = {} }] of Object.entries(expected)) {
    it(`${name}: approve`, () => expect(answer(name, 'approve')).toEqual(approve))
    it(`${name}: deny`, () => expect(answer(name, 'deny')).toEqual(deny))
    for (const [scope, narrowed] of Object.entries(untick))
      it(`${name}: approve without ${scope}`, () => expect(answer(name, 'approve', [scope])).toEqual(narrowed))
  }
})
