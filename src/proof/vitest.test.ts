import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { command, emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import { type AuthorizationServer, type FaultName, startAuthorizationServer } from '../authorization-server/index.ts'
import { configurationOf } from '../cli/embedded-target.ts'
import { renderAllure } from '../vitest/render-allure.ts'
import { leaksIn } from './canary-leaks.ts'
import { recognisable, type Stage, stage } from './canary-stage.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const verifier = 'pkce/rejects-wrong-code-verifier'
const folder = emptyFolder()
const servers: AuthorizationServer[] = []
let talkative: Stage
let exitCode: number | null
let stdout: string
let tests: Test[]
let results: Result[]

/** As Vitest's JSON reporter writes it. */
interface Test {
  ancestorTitles: string[]
  title: string
  status: 'passed' | 'failed' | 'skipped' | 'pending'
  failureMessages: string[]
}
/** As Allure's reporter writes it. */
interface Result {
  name: string
  status: string
  statusDetails: { message?: string }
  labels: { name: string; value: string }[]
  links: { url: string; name: string; type: string }[]
  parameters: { name: string; value: string }[]
  steps: { name: string; status: string; attachments: { name: string; type: string; source: string }[] }[]
}

async function target(faults: FaultName[] = [], more: object = {}) {
  const server = await startAuthorizationServer({ faults })
  servers.push(server)
  // Its clock cannot jump from another process.
  return { ...configurationOf(server), name: undefined, allow: { slow: false }, ...more }
}

const written = (below: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(folder, below), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [relative(folder, join(parentPath, name)), readFileSync(join(parentPath, name), 'utf8')]),
  )

beforeAll(async () => {
  talkative = await stage()
  const targets = {
    sound: await target(),
    faulty: await target(['accepts-wrong-code-verifier']),
    waived: await target(['accepts-wrong-code-verifier'], { gate: { waivers: 'known.yaml' } }),
    odd: await target(['answers-errors-with-200']),
    locked: await target([], { users: { alice: { username: 'alice', password: 'not the password of alice' } } }),
    gone: await target([], { issuer: 'http://127.0.0.1:1' }),
    talkative: { ...talkative.config, name: undefined },
  }
  writeFileSync(join(folder, 'harness.config.json'), JSON.stringify({ targets }))
  const waiver = {
    scenario: verifier,
    expect: 'fail',
    reason: 'replaced soon',
    owner: 'gateway team',
    created: '2026-11-01',
    expires: '2999-12-31',
  }
  writeFileSync(join(folder, 'known.yaml'), JSON.stringify([waiver]))
  const env = { ...recognisable, GRANTPROOF_HOSTED: folder }
  const args = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--config', 'fixtures/vitest/hosted.config.ts']
  ;({ code: exitCode, stdout } = await command(process.execPath, args, { cwd: root, env }))
  const json = JSON.parse(readFileSync(join(folder, 'vitest.json'), 'utf8')) as { testResults: { assertionResults: Test[] }[] }
  tests = json.testResults.flatMap(({ assertionResults }) => assertionResults)
  const files = Object.entries(written('allure-results')).filter(([name]) => name.endsWith('-result.json'))
  results = files.map(([, text]) => JSON.parse(text) as Result)
}, 120_000)

afterAll(async () => {
  await talkative.close()
  await Promise.all(servers.map((server) => server.close()))
})

const testsOf = (target: string) => tests.filter(({ ancestorTitles }) => ancestorTitles[1] === target)
const statuses = (target: string) =>
  Object.fromEntries(testsOf(target).map(({ title, status }) => [title.split(':')[0], status === 'pending' ? 'skipped' : status]))
const messagesOf = (target: string) => testsOf(target).flatMap(({ failureMessages }) => failureMessages)
const resultOf = (target: string, id: string) =>
  results.find(({ name, parameters }) => name.startsWith(id) && parameters.some(({ value }) => value === target))!
const labelled = ({ labels }: Result, name: string) => labels.filter((label) => label.name === name).map(({ value }) => value)

describe('a user’s own Vitest', () => {
  it('has a test for each scenario, which passes or is skipped on a sound server', () => {
    expect(statuses('sound')).toEqual({
      'judges the target': 'passed',
      'authorization-code/lets-codes-expire': 'skipped',
      [verifier]: 'passed',
      'token-request/shows-which-bodies-are-read': 'passed',
    })
    expect(testsOf('sound').map(({ title }) => title)).toContain(
      `${verifier}: A code is redeemed only with the code_verifier of its own authorization request.`,
    )
    expect(stdout).toContain('provide: allow.slow: true')
  })

  it('fails on a faulty server with all that there is to know, once', () => {
    expect(exitCode).toBe(1)
    expect(statuses('faulty')).toEqual({
      'judges the target': 'passed',
      [verifier]: 'failed',
      'token-response/answers-with-bearer-token-json': 'passed',
    })
    const [message, ...more] = messagesOf('faulty')
    expect(more).toEqual([])
    for (const text of [
      '✗ another verifier',
      'expected  a refusal with error "invalid_grant" and no token',
      'seen      status 200 with an access token',
      'RFC 7636 4.6 MUST  https://www.rfc-editor.org/rfc/rfc7636#section-4.6',
      'fix       Store code_challenge',
      `more      grantproof explain ${verifier}`,
    ])
      expect(message).toContain(text)
    expect(message).not.toMatch(/^\s+at /m)
  })

  it('lets pass what the gate of the configuration overlooks, with a word of it, unless an option says otherwise', () => {
    const [overlooked, seen] = testsOf('waived').filter(({ title }) => title.startsWith(verifier))
    expect([overlooked?.status, seen?.status]).toEqual(['passed', 'failed'])
    expect(stdout).toContain('waived by gateway team until 2999-12-31: replaced soon')
  })

  it('annotates a warning, and fails by it where the gate does', () => {
    const [lenient, strict] = testsOf('odd').filter(({ title }) => title.startsWith(verifier))
    expect([lenient?.status, strict?.status]).toEqual(['passed', 'failed'])
    expect(strict!.failureMessages[0]).toContain('! WARN')
    expect(stdout).toContain('warn: another verifier: expected status 400 for "invalid_grant", got status 200')
  })

  it.each([
    ['gone', 'pkce', 'nothing listens there: the connection was refused'],
    ['locked', 'state', 'The first honest flow failed, so nothing was judged'],
  ])('tells once, as the command line does, why nothing was judged: %s', (target, _, text) => {
    const { 'judges the target': run, ...scenarios } = statuses(target)
    expect(run).toBe('failed')
    expect(new Set(Object.values(scenarios))).toEqual(new Set(['skipped']))
    const messages = messagesOf(target)
    expect(messages).toHaveLength(1)
    expect(messages[0]).toContain(text)
  })

  it('fails when nothing is selected', () => {
    const [message] = tests.filter(({ ancestorTitles }) => ancestorTitles.length === 1).flatMap(({ failureMessages }) => failureMessages)
    expect(message).toContain('nothing is selected by "no-such-scenario"')
  })

  it('leaves the run that the command line leaves', async () => {
    const { code, stderr } = await grantproof(['judge', join('reports', 'faulty', 'run.json')], { cwd: folder })
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('every verdict is the recorded one') })
    expect(Object.keys(written('reports'))).toEqual(expect.arrayContaining(['reports/sound/run.json', 'reports/sound/junit.xml']))
  })
})

describe('Allure', () => {
  it('is told where a scenario belongs, what it rests on and how grave it is', () => {
    const result = resultOf('faulty', verifier)
    expect(result.status).toBe('failed')
    expect(result.statusDetails.message).toContain('seen      status 200 with an access token')
    expect(result.links).toContainEqual({
      type: 'requirement',
      url: 'https://www.rfc-editor.org/rfc/rfc7636#section-4.6',
      name: 'RFC 7636 4.6 MUST',
    })
    const names = ['epic', 'feature', 'story', 'severity', 'outcome']
    expect(Object.fromEntries(names.map((name) => [name, labelled(result, name).at(-1)]))).toEqual({
      epic: 'grantproof, profile bcp',
      feature: 'pkce',
      story: 'A code is redeemed only with the code_verifier of its own authorization request.',
      severity: 'blocker',
      outcome: 'fail',
    })
    expect(labelled(result, 'requirement')).toContain('rfc7636-4.6-wrong-verifier')
  })

  it('has each row as a step with the exchanges that it rests on', () => {
    const { steps } = resultOf('faulty', verifier)
    const row = steps.find(({ name }) => name.startsWith('✗ another verifier'))!
    expect(row.status).toBe('failed')
    const { source, type, name } = row.attachments.at(-1)!
    expect({ type, name }).toEqual({ type: 'application/vnd.allure.http+json', name: expect.stringMatching(/^\d+: POST .*\/token → 200$/) })
    const exchange = JSON.parse(readFileSync(join(folder, 'allure-results', source), 'utf8'))
    expect(exchange).toMatchObject({ schemaVersion: 1, request: { method: 'POST' }, response: { status: 200 } })
    expect(exchange.request.body.form).toContainEqual({ name: 'code', value: expect.stringMatching(/^‹code:\d+›$/) })
    expect(steps.filter(({ status }) => status === 'passed').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['the honest request worked before', 'the honest request worked afterwards']),
    )
  })

  it('tells a test without a verdict from one that failed', () => {
    expect(resultOf('locked', 'judges the target')).toMatchObject({ status: 'broken' })
    expect(results.filter(({ status }) => status === 'failed').length).toBeGreaterThan(1)
  })

  it('is given no secret of a server that tells each of them in every form', () => {
    const heard = [...talkative.chatty.heard]
    expect(heard.length).toBeGreaterThan(20)
    for (const secret of Object.values(recognisable)) expect(heard).toContain(secret)
    expect(testsOf('talkative').map(({ status }) => status)).toContain('failed')
    const outputs = { ...written('allure-results'), stdout }
    const exchanges = Object.keys(outputs).filter((name) => name.endsWith('.httpexchange'))
    expect(exchanges.length).toBeGreaterThan(40)
    expect(leaksIn(outputs, heard)).toEqual([])
  })

  it('renders one page that asks nobody for anything', async () => {
    const [from, to, history] = ['allure-results', 'allure-report', 'allure-history.jsonl'].map((name) => join(folder, name))
    const page = readFileSync(await renderAllure(from!, to!, history!), 'utf8')
    expect(page).toContain('<div id="app">')
    expect(page.match(/(?:src|href)="https?:[^"]*"/g) ?? []).toEqual([])
    const told = JSON.parse(readFileSync(join(folder, 'allure-report', 'summary.json'), 'utf8')) as {
      stats: { total: number; failed: number }
    }
    expect(told.stats).toMatchObject({ failed: results.filter(({ status }) => status === 'failed').length })
  }, 60_000)
})
