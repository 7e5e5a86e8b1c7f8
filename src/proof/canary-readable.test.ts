import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Run } from '../report/run.ts'
import { command, type Left, ownFolder, sweep } from './canary-run.ts'
import type { Meddle } from './canary-server.ts'
import { recognisable, stage } from './canary-stage.ts'

const outcomes = ({ results = [] }: Partial<Run>): Record<string, string> =>
  Object.fromEntries(
    results.flatMap(({ id, rows }) => rows.map(({ name, outcome, reason }) => [`${id} › ${name}`, `${outcome}: ${reason}`])),
  )

const pages =
  (html: string): Meddle =>
  (_, answer) => {
    answer.body = answer.body.replace('<form', `${html}<form`)
  }

/** A judged stage whose pages say more than they need. */
async function judged(meddle: Meddle, secrets = recognisable): Promise<Left> {
  const on = await stage(meddle, { quiet: true, secrets })
  const left = await command(
    ownFolder(on.config),
    ['run', 'pkce', 'authorization-code/redeems*', 'redirect-uri/responds*', 'state'],
    secrets,
  )
  await on.close()
  return left
}

const words = '<p>The latest test attests that this is a testbed: testing, contest, testament.</p>'

afterAll(sweep)

describe('a short, common secret', () => {
  let [long, short]: Left[] = []
  beforeAll(async () => {
    const worst = { CANARY_SECRET: 'secret', CANARY_PASSWORD: 'test', CANARY_GATEWAY: 'token' }
    ;[long, short] = await Promise.all([judged(pages(words)), judged(pages(words), worst)])
  }, 120_000)

  it('is judged as a long one', () => {
    expect(Object.keys(outcomes(long!.run)).length).toBeGreaterThan(10)
    expect(outcomes(short!.run)).toEqual(outcomes(long!.run))
  })
  it('leaves words readable that only look like it', () => {
    expect(short!.outputs['reports/canary/run.json']).toContain(words)
    expect(short!.outputs['reports/canary/run.json']).toContain('"token_endpoint"')
    expect(short!.outputs['reports/canary/run.json']).not.toContain('password=test')
  })
  it('is warned of', () => {
    expect(short!.run.warnings?.join()).toMatch(/password is shorter than 8 characters/)
    expect(long!.run.warnings?.join()).not.toMatch(/shorter than/)
  })
})

describe('hidden inputs with ordinary values', () => {
  it('do not become marks anywhere', async () => {
    const fields = {
      action: 'authorize',
      redirect_uri: 'https://client.example/callback',
      prompt: 'consent',
      step: 'password',
      lang: 'en-GB',
      next: '/authorize?client_id=client',
      remember: 'false',
      tab: '12345678',
    }
    const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
    const { run, outputs, exitCode } = await judged((_, answer) => {
      answer.body = answer.body.replace(/<form[^>]*>/, (form) => form + inputs.join(''))
    })
    expect(exitCode).toBe(0)
    const text = outputs['reports/canary/run.json']!
    for (const input of inputs) expect(text).toContain(JSON.stringify(input).slice(1, -1))
    const urls = run.results!.flatMap(({ exchanges }) => exchanges.map(({ request }) => request.url))
    expect(
      urls.some((url) =>
        url.includes('/authorize?response_type=code&client_id=client&redirect_uri=https%3A%2F%2Fclient.example%2Fcallback'),
      ),
    ).toBe(true)
  }, 120_000)
})

describe('control characters and marks of a target', () => {
  const hostile = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eevil\u2066\u0000 ‹code:1› ‹password:1›'
  const meddle: Meddle = (path, answer) => {
    if (path.startsWith('/token') && answer.status >= 400)
      answer.body = JSON.stringify({ error: `invalid_grant${hostile}`, error_description: hostile })
    if (String(answer.headers['content-type']).includes('html')) answer.body = answer.body.replace('</title>', `${hostile}</title>`)
    answer.headers['x-odd'] = 'a\u009b31mb\u0085c'
  }
  let left: Left
  beforeAll(async () => {
    left = await judged(meddle)
  }, 120_000)

  it('never reach the terminal, nor the reports for machines', () => {
    const { stdout = '', stderr = '' } = left.outputs
    expect(stdout).toContain('invalid_grant')
    for (const text of [stdout, stderr]) expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
    expect(left.outputs['reports/canary/junit.xml']).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f]/)
  })
  it('are told apart from our own marks', () => {
    expect(left.outputs['reports/canary/run.json']).toContain('‹·code:1›')
  })
})

describe('a response that is cut amid a secret', () => {
  it('shows none of what came of it', async () => {
    const limit = 1024 * 1024
    const on = await stage(
      (path, answer) => {
        if (!path.startsWith('/resource')) return
        answer.headers['content-type'] = 'text/plain'
        answer.body = `${'.'.repeat(limit - 20)}${[...on.chatty.heard].at(-1)}${'.'.repeat(100)}`
      },
      { quiet: true },
    )
    const left = await command(ownFolder(on.config), ['run', 'bearer-token/rejects-tokens-it-did-not-issue'], recognisable)
    await on.close()
    const text = Object.values(left.outputs).join('\n')
    expect(text).toContain('"cut": true')
    const beginnings = [...on.chatty.heard].map((secret) => secret.slice(0, 12))
    expect(beginnings.filter((beginning) => text.includes(beginning))).toEqual([])
  }, 120_000)
})
