import { describe, expect, it } from 'vitest'
import { hostileRun } from '../../fixtures/runs/hostile-run.ts'
import { cleanRun, exchange, mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { sarifSchema } from '../../fixtures/schemas/third-party/validate.ts'
import type { Run } from './run.ts'
import { renderSarif } from './sarif.ts'
import { plainMessage, within } from './sarif-text.ts'

interface Message {
  text: string
}
interface Rule {
  id: string
  name: string
  shortDescription: Message
  fullDescription: Message
  help: Message & { markdown: string }
  helpUri?: string
  properties: Record<string, unknown> & { tags: string[] }
}
interface Notification {
  level: string
  message: Message
  descriptor: { id: string }
}
interface Log {
  runs: {
    tool: { driver: { rules: Rule[]; notifications: { id: string }[] } }
    automationDetails: { id: string }
    invocations: {
      executionSuccessful: boolean
      toolConfigurationNotifications: Notification[]
      toolExecutionNotifications: Notification[]
    }[]
    results: {
      ruleId: string
      ruleIndex: number
      level: string
      message: Message
      locations: { physicalLocation: { artifactLocation: { uri: string } } }[]
      partialFingerprints: { primaryLocationLineHash: string }
    }[]
  }[]
}

const validate = sarifSchema()
const sarif = (run: Run) => (JSON.parse(renderSarif(run)) as Log).runs[0]!
const hashes = (run: Run) => sarif(run).results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash)
const uris = (run: Run) => sarif(run).results.map(({ locations }) => locations[0]!.physicalLocation.artifactLocation.uri)

describe('SARIF', () => {
  const of = sarif(mixedRun())
  const [failed, warned] = of.tool.driver.rules

  it.each([
    ['mixed', mixedRun()],
    ['clean', cleanRun()],
    ['hostile', hostileRun()],
    ['without a flow', runOf([], { noFlow: { reason: 'a captcha', exchanges: [exchange(1)] } })],
    ['killed', runOf([], { complete: false })],
  ])('is valid for a run that is %s', (_, run) => expect(validate(JSON.parse(renderSarif(run)))).toEqual([]))

  it('has a rule and a result for each scenario that fails or warns, and no other', () => {
    expect(of.results.map(({ ruleId, level, ruleIndex }) => [ruleId, level, ruleIndex])).toEqual([
      ['authorization-code/redeems-code-once', 'error', 0],
      ['client-authentication/rejects-wrong-secret', 'warning', 1],
    ])
    expect(of.tool.driver.rules.map(({ id }) => id)).toEqual(of.results.map(({ ruleId }) => ruleId))
  })

  it('explains each rule', () => {
    expect(failed).toMatchObject({
      name: 'RedeemsCodeOnce',
      shortDescription: { text: 'A code is redeemed once' },
      helpUri: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3',
    })
    expect(failed!.help.markdown).toContain('**Why:** A code that leaked')
    expect(failed!.help.markdown).toContain('**Fix:** Delete the code')
    expect(failed!.help.markdown).toContain('[RFC 6749 4.1.3 MUST](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3)')
    expect(failed!.properties.tags).toEqual(['security', 'oauth2', 'authorization-code', 'RFC 6749'])
  })

  it('ranks by severity, and a warning no higher than low', () => {
    expect([failed, warned].map((rule) => rule!.properties['security-severity'])).toEqual(['9.5', '2.0'])
  })

  it('says in a message which row, what was expected, what was seen and where', () => {
    expect(of.results[0]!.message.text).toContain(
      'fail, replayed: expected token error "invalid_grant"; seen: status 200 with an access token (exchange 2: POST https://as.example/token → 400',
    )
  })

  it('tells what came to no verdict, and what was not judged', () => {
    const [invocation] = of.invocations
    expect(invocation!.executionSuccessful).toBe(false)
    expect(invocation!.toolExecutionNotifications.map(({ level, descriptor }) => `${level} ${descriptor.id}`)).toEqual([
      'note not-judged',
      'warning no-verdict',
      'error error',
    ])
    expect(invocation!.toolExecutionNotifications[0]!.message.text).toContain('provide: clients.second_client')
    const known = of.tool.driver.notifications.map(({ id }) => id)
    expect(known).toEqual(expect.arrayContaining(invocation!.toolExecutionNotifications.map(({ descriptor }) => descriptor.id)))
    expect(sarif(cleanRun({ warnings: ['insecure'] })).invocations[0]).toMatchObject({
      executionSuccessful: true,
      toolConfigurationNotifications: [{ level: 'warning', message: { text: 'insecure' } }],
    })
  })

  it.each([
    ['no honest flow', { noFlow: { reason: 'a captcha', exchanges: [] } }, 'a captcha'],
    ['nothing selected', {}, 'nothing was selected'],
    ['a killed run', { complete: false }, 'not complete'],
  ])('is no success for %s', (_, more, said) => {
    const [invocation] = sarif(runOf([], more)).invocations
    expect(invocation!.executionSuccessful).toBe(false)
    expect(invocation!.toolExecutionNotifications[0]).toMatchObject({ level: 'error', message: { text: expect.stringContaining(said) } })
  })

  it('has fingerprints that stay while what is seen changes, and that tell targets and scenarios apart', () => {
    const other = mixedRun({ target: { name: 'other', issuer: 'https://other.example', embedded: false } })
    const changed = mixedRun()
    changed.results[1] = { ...changed.results[1]!, rows: [row('fail', { seen: 'status 302', exchange: 1 })] }
    expect(hashes(changed)).toEqual(hashes(mixedRun()))
    expect(new Set([...hashes(mixedRun()), ...hashes(other)]).size).toBe(4)
  })

  it('has a category for each target and profile', () => {
    expect(of.automationDetails.id).toBe('grantproof/acme/bcp/')
    expect(sarif(mixedRun({ profile: 'oauth21' })).automationDetails.id).toBe('grantproof/acme/oauth21/')
  })

  it('is at the configuration, and nowhere outside of the repository', () => {
    expect(uris(mixedRun({ configuration: 'oauth/my config.ts' }))).toEqual(['oauth/my%20config.ts', 'oauth/my%20config.ts'])
    for (const configuration of ['/home/me/x.ts', '../x.ts', 'a/../../x.ts', 'C:\\x.ts', 'https://evil.example/', ''])
      expect(uris(mixedRun({ configuration }))[0]).toBe('harness.config.ts')
    expect(uris(mixedRun())[0]).toBe('harness.config.ts')
  })

  it('keeps to the limits of code scanning, however much was found', () => {
    const rows = Array.from({ length: 60 }, (_, i) => row('fail', { name: `row ${i}`, seen: 'x'.repeat(5000) }))
    const many = Array.from({ length: 40 }, (_, i) => result(`a/${String(i).padStart(3, '0')}`, rows, { title: 'y'.repeat(3000) }))
    const { results, tool } = sarif(runOf(many))
    expect(results[0]!.message.text).toContain('and 40 more')
    for (const { shortDescription, fullDescription, properties } of tool.driver.rules) {
      expect(Math.max(shortDescription.text.length, fullDescription.text.length)).toBeLessThanOrEqual(1024)
      expect(properties.tags.length).toBeLessThanOrEqual(20)
    }
  })

  it('links only to the web, and lets no target write a link', () => {
    const requirement = { id: 'x', document: 'X', section: '1', level: 'MUST', url: 'javascript:alert(1)' }
    const spoken = row('fail', { seen: 'see [this](https://evil.example) {0}' })
    const { tool, results } = sarif(runOf([result('a/b', [spoken], { requirements: [requirement], why: '[x](javascript:alert(2))' })]))
    expect(tool.driver.rules[0]).not.toHaveProperty('helpUri')
    expect(tool.driver.rules[0]!.help.markdown).toContain('\\[x\\](javascript:alert(2))')
    expect(results[0]!.message.text).toContain('\\[this\\](https://evil.example) {{0}}')
  })
})

describe('text of SARIF', () => {
  it('escapes what a message would take for placeholders and links', () => {
    expect(plainMessage(['a', '[b] {c} \\'])).toBe('a\n\\[b\\] {{c}} \\\\')
  })
  it('is cut between characters', () => {
    expect(within('abc', 3)).toBe('abc')
    expect(within('abcd', 3)).toBe('ab…')
    expect(within('a😀cd', 3)).toBe('a…')
  })
})
