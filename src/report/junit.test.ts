import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectGolden } from '../../fixtures/golden/expect-golden.ts'
import { hostileRun } from '../../fixtures/runs/hostile-run.ts'
import { cleanRun, exchange, mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { allNamed, parseStrictXml, type XmlElement } from '../../fixtures/runs/strict-xml.ts'
import { writtenSchema } from '../../fixtures/schemas/third-party/validate.ts'
import { renderJunit } from './junit.ts'
import { element, escaped, renderXml } from './xml.ts'

const cases = (xml: string) => allNamed(parseStrictXml(xml), 'testcase')
const named = (xml: string, name: string) => cases(xml).find(({ attributes }) => attributes['name'] === name)!
const verdicts = (testcase: XmlElement) => testcase.children.map(({ name }) => name).filter((name) => name !== 'properties')
const property = (of: XmlElement, name: string) =>
  allNamed(of, 'property')
    .filter(({ attributes }) => attributes['name'] === name)
    .map(({ attributes }) => attributes['value'])

describe('JUnit XML', () => {
  const xml = renderJunit(mixedRun())

  it('is as it was', () => expectGolden('junit-mixed.xml', xml))

  it.each([
    ['mixed', mixedRun()],
    ['hostile', hostileRun()],
    ['empty', runOf([])],
    ['without a flow', runOf([], { noFlow: { reason: 'a captcha', exchanges: [exchange(1)] } })],
  ])('is what its readers share, for a run that is %s', (_, run) => {
    const validate = writtenSchema('junit')
    expect(validate(parseStrictXml(renderJunit(run)))).toEqual([])
    expect(validate(parseStrictXml('<testsuites tests="1" failures="0" errors="0"><testcase name="a"/></testsuites>'))).not.toEqual([])
  })

  it.each([
    ['redirect-uri/compares-exactly', []],
    ['authorization-code/redeems-code-once', ['failure']],
    ['client-authentication/rejects-wrong-secret', ['system-out']],
    ['refresh-token/rotates', []],
    ['authorization-code/binds-code-to-client', ['skipped']],
    ['redirect-uri/ignores-loopback-port', ['error']],
    ['scope/rejects-unknown-scope', ['error']],
  ])('%s: %j', (id, expected) => expect(verdicts(named(xml, id))).toEqual(expected))

  it('says in a failure what was expected, what was seen and where', () => {
    const [failure] = allNamed(named(xml, 'authorization-code/redeems-code-once'), 'failure')
    expect(failure!.text).toContain(
      'expected: token error "invalid_grant"\n  seen: status 200 with an access token\n  exchange 2 in run.json: POST https://as.example/token → 400 "invalid_grant"',
    )
    expect(failure!.text).toContain('RFC 6749 4.1.3 MUST https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3')
  })

  it('says in a skip how to provide what is missing', () => {
    const [skipped] = allNamed(named(xml, 'authorization-code/binds-code-to-client'), 'skipped')
    expect(skipped!.text).toContain('there is no second client\n  provide: clients.second_client in harness.config.ts')
  })

  it('keeps warnings and notes as properties of passed cases', () => {
    expect(property(named(xml, 'client-authentication/rejects-wrong-secret'), 'warn')).toEqual(['refused, but with status 500'])
    expect(property(named(xml, 'refresh-token/rotates'), 'info')).toEqual(['the server rotates refresh tokens'])
  })

  it('says in every suite whether the server is the embedded one', () => {
    for (const embedded of [true, false]) {
      const suites = allNamed(parseStrictXml(renderJunit(cleanRun({ target: { name: 't', issuer: 'https://i', embedded } }))), 'testsuite')
      expect(suites.map((suite) => property(suite, 'embedded'))).toEqual(suites.map(() => [String(embedded)]))
    }
  })

  it('counts what it holds', () => {
    const root = parseStrictXml(xml)
    expect(root.attributes).toMatchObject({ tests: '7', failures: '1', errors: '2', skipped: '1', time: '2.500' })
    for (const suite of allNamed(root, 'testsuite')) expect(suite.attributes['tests']).toBe(String(allNamed(suite, 'testcase').length))
  })

  it('has names that differ, and classes that stay the same for one target', () => {
    const keys = cases(xml).map(({ attributes }) => `${attributes['classname']} ${attributes['name']}`)
    expect(new Set(keys).size).toBe(keys.length)
    const dotted = renderJunit(cleanRun({ target: { name: 'as.example.com', issuer: 'https://i', embedded: false } }))
    expect(cases(dotted)[0]!.attributes['classname']).toBe('grantproof.as-example-com.authorization-code')
  })

  it.each([
    ['no honest flow', { noFlow: { reason: 'a captcha', exchanges: [exchange(1)] } }, 'a captcha'],
    ['nothing selected', {}, 'nothing was selected'],
    ['a killed run', { complete: false }, 'the run is not complete'],
  ])('is never green for %s', (_, more, said) => {
    const root = parseStrictXml(renderJunit(runOf([], more)))
    expect(root.attributes).toMatchObject({ tests: '1', errors: '1' })
    expect(allNamed(root, 'error')[0]!.attributes['message']).toContain(said)
  })

  it('says that a run with results is not complete', () => {
    expect(parseStrictXml(renderJunit(cleanRun({ complete: false }))).attributes).toMatchObject({ tests: '3', errors: '1' })
  })

  it('stays well-formed and small whatever a target says', () => {
    const text = renderJunit(hostileRun())
    expect(cases(text)).toHaveLength(14)
    expect(text).not.toMatch(/[\p{Bidi_Control}\x1b]/u)
    expect(text.length).toBeLessThan(1_000_000)
  })

  it('stays well-formed for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const xml = renderJunit(
          runOf([result(`a/${text}`, [row('fail', { name: text, seen: text })], { title: text })], { warnings: [text] }),
        )
        expect(cases(xml)).toHaveLength(1)
      }),
    )
  })
})

describe('XML', () => {
  it('keeps any text that XML can hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const holdable = text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
        const read = parseStrictXml(renderXml(element('a', { b: text }, `.${text}`)))
        expect([read.text, read.attributes['b']]).toEqual([`.${holdable}`, holdable])
      }),
    )
  })

  it('escapes what would end content or begin markup', () => {
    expect(escaped(']]><a b="c">&\0')).toBe(']]&gt;&lt;a b=&quot;c&quot;&gt;&amp;')
  })

  it.each(['<a>', '<a></b>', '<a>&bogus;</a>', '<a b="1" b="2"/>', '<a>]]></a>', '<a>\0</a>', '<a/><b/>', '<a b="<"/>', '<a>&</a>'])(
    'is read strictly: %j',
    (xml) => {
      expect(() => parseStrictXml(xml)).toThrow()
    },
  )
})
