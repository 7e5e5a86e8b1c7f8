import { createHash } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { hostileRun } from '../../../fixtures/runs/hostile-run.ts'
import { cleanRun, exchange, mixedRun, result, row, runOf } from '../../../fixtures/runs/sample-run.ts'
import type { AppliedWaiver, Run } from '../run.ts'
import { renderHtml } from './index.ts'
import type { Packed } from './packed.ts'

const packedIn = (page: string): Packed[] =>
  [...page.matchAll(/data-packed="\d+">([^<]*)/g)].map(([, text]) => JSON.parse(inflateRawSync(Buffer.from(text!, 'base64')).toString()))

const deceiving = /[\p{Cc}\p{Bidi_Control}\p{Cs}]/u

/** What a reader sees without opening anything, in one line. */
const read = (run: Run) =>
  renderHtml(run)
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

describe('the page of a run', () => {
  it('allows by hash the one script and the one style that it has, and nothing else', () => {
    const page = renderHtml(mixedRun())
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!
    const hashOf = (tag: string) =>
      `'sha256-${createHash('sha256')
        .update(new RegExp(`${tag}>([\\s\\S]*?)</`).exec(page)![1]!)
        .digest('base64')}'`
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`script-src ${hashOf('<script type="module"')};`)
    expect(policy).toContain(`style-src ${hashOf('<style')};`)
    expect(policy).not.toContain('unsafe')
    expect(page).not.toMatch(/\s(?:src|style|on\w+)=|@import|url\(|<link/)
  })

  it('is a script without imports, so that it stands alone', () => {
    expect(/<script type="module">([\s\S]*?)<\/script>/.exec(renderHtml(mixedRun()))![1]).not.toMatch(/^(?:import|export) /m)
  })

  it('tells in this order: the verdict, what was judged, findings, profiles, areas and documents, scenarios', () => {
    const text = read(mixedRun()).replace(/^.*?Scenarios Dark or light/, '')
    const at = ['forbids in 1 of 3 scenarios', 'What was judged', ' Findings ', ' Profiles ', 'Areas and documents', ' Scenarios '].map(
      (words) => text.indexOf(words),
    )
    expect(at.every((place) => place > 0)).toBe(true)
    expect(at).toEqual(at.toSorted((a, b) => a - b))
  })

  it('leads from its top to every part that it has', () => {
    for (const run of [mixedRun(), cleanRun(), runOf([result('a/b', [row('skip')])])]) {
      const page = renderHtml(run)
      const led = [.../<nav[\s\S]*?<\/nav>/.exec(page)![0].matchAll(/href="#(\w+)"/g)].map(([, id]) => id)
      expect(led).toHaveLength(4)
      for (const id of led) expect(page).toContain(`<h2 id="${id}"`)
    }
    expect(renderHtml(runOf([]))).not.toContain('<nav')
  })

  it('says what was not tried, why, and what would provide it', () => {
    expect(read(mixedRun())).toContain(
      'there is no second client To have it judged: clients.second_client in harness.config.ts authorization-code/binds-code-to-client',
    )
  })

  it('has each finding with its attack, and each row with expected and seen', () => {
    const text = read(mixedRun())
    expect(text).toContain('critical 1 finding')
    const seen = 'Expected token error &quot;invalid_grant&quot; Seen status 200 with an access token'
    expect(text).toContain(`A code is redeemed once 1 of 2 trials ${seen} A code that leaked in a log or a Referer can be redeemed`)
    expect(text).toContain(`replayed ${seen}`)
  })

  it('says what is new and who waived what, until when', () => {
    const waiver: AppliedWaiver = {
      expect: 'fail',
      reason: 'mended in March',
      owner: 'identity team',
      ticket: 'ID-7',
      created: '2026-11-01',
      expires: '2026-12-31',
      state: 'used',
      findings: 1,
    }
    const text = read(runOf([result('a/b', [row('fail', { new: true, waived: 0 })])], { waivers: [waiver] }))
    expect(text).toContain('Waived by identity team until 2026-12-31: mended in March (ID-7)')
    expect(text).toMatch(/Failed\s+new\s+waived/)
  })

  it('is loud about the embedded server, warnings and drafts', () => {
    const embedded = cleanRun({
      target: { name: 'embedded', issuer: 'http://127.0.0.1:1', embedded: true },
      warnings: ['insecure: so'],
      profile: 'oauth21',
    })
    expect(read(embedded)).toMatch(/says nothing about any other server[\s\S]*insecure: so/)
    expect(read(embedded)).toContain('a draft that may still change')
  })

  it('says beside a share of another profile that it is a lower bound, and what tells the rest', () => {
    const bound = /Lower bounds: what (.*?) does not ask for[^:]*: +grantproof (judge RUN|run) --profile (\w+)/g
    expect([...read(mixedRun()).matchAll(bound)].map(([, ...told]) => told)).toEqual([
      ['OAuth 2.0 Security BCP', 'judge RUN', 'classic'],
      ['OAuth 2.0 Security BCP', 'judge RUN', 'oauth21'],
    ])
    expect([...read(cleanRun({ profile: 'oauth21', evidence: 'none' })).matchAll(bound)].map(([, ...told]) => told)).toEqual([
      ['OAuth 2.1', 'run', 'classic'],
      ['OAuth 2.1', 'run', 'bcp'],
    ])
  })

  it('opens what was not tried where that is little', () => {
    const lacking = (count: number) =>
      renderHtml(runOf(Array.from({ length: count }, (_, i) => result(`a/${i}`, [row('skip', { provide: `key ${i}` })]))))
    expect(lacking(4)).toContain('<details class="lacking" open>')
    expect(lacking(5)).toContain('<details class="lacking">')
  })

  it('says how far it came where nothing was judged', () => {
    const text = read(runOf([], { noFlow: { reason: 'the page asks for a captcha', exchanges: [exchange(1, 200)] } }))
    expect(text).toMatch(
      /The first honest flow failed\.[\s\S]*the page asks for a captcha[\s\S]*1: POST https:\/\/as\.example\/token → 200/,
    )
    expect(read(runOf([]))).toContain('Nothing was selected, so nothing was judged.')
  })

  it('packs the exchanges by scenario, each with a command that repeats it and the arrows of its picture', () => {
    const run = mixedRun()
    const [{ scenarios }] = packedIn(renderHtml(run)) as [Packed]
    expect(scenarios).toHaveLength(run.results.length)
    const replayed = scenarios[1]!.find(({ name }) => name === 'replayed')!
    expect(replayed).toMatchObject({ outcome: 'fail', decisive: 2, open: true })
    expect(replayed.exchanges.at(-1)).toMatchObject({
      exchange: { n: 2 },
      curl: expect.stringContaining('"$CODE_1"'),
      steps: [{ marks: ['‹code:1›'] }, { label: '400 invalid_grant' }],
    })
  })

  it('has no markup, control or bidi character of a hostile target, neither open nor in what it shows of the packed', () => {
    const page = renderHtml(hostileRun())
    expect(page.replaceAll('\n', '')).not.toMatch(deceiving)
    expect(page.match(/<script(?! type="text\/plain" data-packed="\d+">)/g)).toHaveLength(1)
    const scenarios = packedIn(page).flatMap((part) => part.scenarios)
    JSON.stringify(scenarios, (name, value) => {
      if (name === 'exchange') return undefined
      if (typeof value === 'string') expect(value.replaceAll('\n', '')).not.toMatch(deceiving)
      return value
    })
    const shown = scenarios.flat().flatMap(({ exchanges }) => exchanges)
    expect(shown.length).toBeGreaterThan(0)
    for (const { request, exchange } of shown)
      expect((request ?? `${exchange.request.method} ${JSON.stringify(exchange.request)}`).replaceAll('\n', '')).not.toMatch(deceiving)
    for (const { response, exchange } of shown)
      expect((response ?? JSON.stringify(exchange.response)).replaceAll('\n', '')).not.toMatch(deceiving)
  })

  it('shows a message as it was recorded unless an eye would be deceived by it, or it is long', () => {
    const headers: [string, string][] = [['x-odd', 'a\u202eb']]
    const long = 'y'.repeat(30_000)
    const answers = [
      { status: 200, headers, body: '' },
      { status: 200, headers: [], body: long },
      { status: 200, headers: [], body: 'z' },
    ]
    const exchanges = answers.map((response, i) => ({ ...exchange(i + 1), response }))
    const [odd, cut, plain] = packedIn(renderHtml(runOf([result('a/b', [row('pass')], { exchanges })])))[0]!.scenarios[0]!.flatMap(
      (act) => act.exchanges,
    )
    expect(odd!.response).toBe('200\nx-odd: a\\u{202e}b')
    expect(cut!.response).toMatch(/y… \(30005 characters\)$/)
    expect(cut!.exchange.response).toMatchObject({ body: long.slice(0, 20_000), cut: true })
    expect(plain).not.toHaveProperty('response')
    expect(plain!.exchange).toEqual(exchanges[2])
  })

  it('is the same for the same run', () => {
    expect(renderHtml(mixedRun())).toBe(renderHtml(mixedRun()))
  })
})
