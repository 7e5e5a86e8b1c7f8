import { describe, expect, it } from 'vitest'
import { hostileRun } from '../../../fixtures/runs/hostile-run.ts'
import { exchange, held, mixedRun, result, row, runOf } from '../../../fixtures/runs/sample-run.ts'
import type { Run } from '../run.ts'
import { allureOfRun, allureOfScenario } from './mapping.ts'
import type { AllureMessage, AllureMetadata } from './message.ts'

const told = (run: Run, id: string) => allureOfScenario(run, run.results.find((one) => one.id === id)!)
type Data<T extends AllureMessage['type']> = Extract<AllureMessage, { type: T }>['data']
const of = <T extends AllureMessage['type']>(messages: readonly AllureMessage[], type: T): Data<T>[] =>
  messages.flatMap((one) => (one.type === type ? [one.data as Data<T>] : []))
const labels = ({ labels = [] }: AllureMetadata, name: string) => labels.filter((one) => one.name === name).map(({ value }) => value)
const code = 'authorization-code/redeems-code-once'

describe('what Allure is told of a scenario', () => {
  const run = mixedRun()
  const messages = told(run, code)
  const [metadata] = of(messages, 'metadata')

  it('says where it belongs, how grave it is and what came of it', () => {
    const named = ['epic', 'feature', 'story', 'severity', 'outcome', 'tag', 'requirement']
    expect(Object.fromEntries(named.map((name) => [name, labels(metadata!, name)]))).toEqual({
      epic: ['grantproof, profile bcp'],
      feature: ['authorization-code'],
      story: ['A code is redeemed once'],
      severity: ['blocker'],
      outcome: ['fail'],
      tag: ['fail'],
      requirement: ['rfc6749-4.1.3-code-bound'],
    })
  })

  it('links the sections that it rests on, and says why and how to mend it', () => {
    expect(metadata!.links).toEqual([
      { url: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3', name: 'RFC 6749 4.1.3 MUST', type: 'requirement' },
    ])
    expect(metadata!.description).toContain('A code that leaked')
    expect(metadata!.description).toContain('Delete the code')
    expect(metadata!.description).toContain(`grantproof explain ${code}`)
  })

  it('keeps the histories of two targets and of two profiles apart', () => {
    const key = (run: Run) => of(told(run, code), 'metadata')[0]!.parameters!.filter(({ excluded }) => !excluded)
    const other = mixedRun({ target: { ...run.target, name: 'other' } })
    expect(key(run)).toEqual([
      { name: 'target', value: 'acme' },
      { name: 'profile', value: 'bcp' },
    ])
    expect(key(other)).not.toEqual(key(run))
    expect(key(mixedRun({ profile: 'oauth21' }))).not.toEqual(key(run))
  })

  it.each([
    ['authorization-code/redeems-code-once', ['passed', 'failed', 'passed']],
    ['client-authentication/rejects-wrong-secret', ['passed', 'passed', 'passed']],
    ['redirect-uri/ignores-loopback-port', ['passed', 'broken']],
    ['scope/rejects-unknown-scope', ['passed', 'broken']],
    ['authorization-code/binds-code-to-client', ['skipped']],
  ])('%s has the steps %j', (id, statuses) => {
    expect(of(told(run, id), 'step_stop').map(({ status }) => status)).toEqual(statuses)
  })

  it('has each exchange below a step, with the times of what it rests on', () => {
    const exchanges = [exchange(1, 200), exchange(2), exchange(3, 302), exchange(4, 200)]
    const one = result('a/b', [row('fail')], { exchanges, controls: { after: held(4) } })
    const messages = told(runOf([one]), 'a/b')
    const outline = messages.map(({ type, data }) => ('name' in data ? `${type} ${data.name.slice(0, 12)}` : type))
    expect(outline).toEqual([
      'metadata',
      'step_start ✗ a token wa',
      'attachment_content 1: POST http',
      'attachment_content 2: POST http',
      'step_stop',
      'step_start the honest r',
      'attachment_content 4: POST http',
      'step_stop',
      'step_start on the way: ',
      'attachment_content 3: POST http',
      'step_stop',
    ])
    expect(of(messages, 'step_start')[0]!.start).toBe(exchanges[0]!.sentAt)
    expect(of(messages, 'step_stop')[0]!.stop).toBe(exchanges[1]!.sentAt + 3)
  })

  it('shows what nothing rests on only where somebody has to look', () => {
    const names = (outcome: 'pass' | 'blocked') => {
      const one = result('a/b', [row(outcome)], { exchanges: [exchange(1), exchange(2), exchange(3)] })
      return of(told(runOf([one]), 'a/b'), 'attachment_content').map(({ name }) => name.slice(0, 1))
    }
    expect(new Set(names('pass'))).toEqual(new Set(['1', '2']))
    expect(new Set(names('blocked'))).toEqual(new Set(['1', '2', '3']))
  })

  it('says how to provide what a skip lacks', () => {
    const [step] = of(told(run, 'authorization-code/binds-code-to-client'), 'step_start')
    expect(step!.name).toBe('– there is no second client; provide: clients.second_client in harness.config.ts')
  })

  it('holds nothing of a target’s that deceives an eye, and nothing without an end', () => {
    const run = hostileRun()
    const messages = run.results.flatMap((result) => allureOfScenario(run, result))
    for (const message of messages) {
      const { content: _, ...rest } = message.data as { content?: string }
      expect(JSON.stringify(rest)).not.toMatch(/\\u00[019]|\\ud8|[\u200b\u202e\u2066\ufeff]/)
      expect(JSON.stringify(rest).length).toBeLessThan(40_000)
    }
  })
})

describe('what Allure is told of a run', () => {
  it('is told apart by profile', () => {
    const [metadata] = of(allureOfRun(mixedRun({ profile: 'oauth21' })), 'metadata')
    expect(labels(metadata!, 'epic')).toEqual(['grantproof, profile oauth21'])
  })
  it('shows the exchanges of a first flow that failed', () => {
    const run = runOf([], { noFlow: { reason: 'no token', exchanges: [exchange(1), exchange(2)] } })
    const messages = allureOfRun(run)
    expect(of(messages, 'attachment_content')).toHaveLength(2)
    expect(of(messages, 'step_stop').map(({ status }) => status)).toEqual(['broken'])
  })
})
