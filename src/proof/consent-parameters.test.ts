import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { emptyFolder } from '../../fixtures/command-line/grantproof.ts'
import { conduct } from '../cli/conduct.ts'
import { fetchJson } from '../cli/fetch-json.ts'
import { plainGating } from '../cli/gating.ts'
import { openSite } from '../cli/open-site.ts'
import { rejudge } from '../cli/rejudge.ts'
import { resolveTarget } from '../config/index.ts'
import { bodyOf, cleanUp, http } from '../http/testing/loopback.ts'
import { parseRun } from '../report/read.ts'
import type { Entry } from '../scenario/catalog.ts'
import { type Scenario, scenario } from '../scenario/contract.ts'
import { arrivedWithCode, held } from '../verify/index.ts'

const folder = emptyFolder()
afterEach(cleanUp)

const redirect_uri = 'https://app.example/callback'
const to = (response: ServerResponse, location: string): void => void response.writeHead(302, { location }).end()
const page = (response: ServerResponse, status: number, html: string): void =>
  void response.writeHead(status, { 'content-type': 'text/html' }).end(html)

/** What comes of a request that wants to be asked; `grant` is where everybody else is sent. */
type Asked = (response: ServerResponse, grant: string, url: string) => void

/** A server whose user is signed in and has allowed everything before. It lists a prompt, and counts who uses it. */
async function remembering(asked: Asked): Promise<{ issuer: string; requests: (string | null)[] }> {
  const requests: (string | null)[] = []
  const issuer = await http(async (request, response) => {
    const { pathname, searchParams, href } = new URL(request.url ?? '', issuer)
    if (pathname === '/authorize') {
      const prompt = searchParams.get('prompt')
      requests.push(prompt)
      const grant = `${redirect_uri}?${new URLSearchParams({ code: crypto.randomUUID(), state: searchParams.get('state') ?? '' })}`
      return prompt === 'consent' ? asked(response, grant, href) : to(response, grant)
    }
    await bodyOf(request)
    const endpoints = { authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` }
    const answer =
      pathname === '/token'
        ? { access_token: crypto.randomUUID(), token_type: 'Bearer', expires_in: 60 }
        : { issuer, ...endpoints, prompt_values_supported: ['none', 'consent'] }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  return { issuer, requests }
}

const entry: Entry = {
  id: 'test/asks',
  file: '',
  source: '',
  scenario: scenario({
    title: 'A request that wants the consent page brings a code.',
    why: 'It would not, where nothing can make the server ask.',
    fix: 'None.',
    requirements: ['rfc6749-4.1.2-code-single-use'],
    needs: ['authorization_code'],
    act: async ({ client }) => ({ landing: await client.asked().authorize() }),
    control: ({ landing }) => arrivedWithCode(landing),
    verify: ({ landing }) => [held('a code', landing.hops[0]?.n)],
  }) as unknown as Scenario,
}

/** What a run says of the one scenario, what it warned of, and the prompts that the server saw. */
async function judged(asked: Asked, written: object = {}) {
  const { issuer, requests } = await remembering(asked)
  const client = { client_id: 'web', client_secret: 'c4n4ry-web', redirect_uris: [redirect_uri] }
  const config = { issuer, clients: { client }, users: { alice: { username: 'alice', password: 'c4n4ry-alice' } }, ...written }
  const site = openSite(await resolveTarget(config, { dir: folder, fetchJson }))
  const parts = { entries: [entry], asked: [], profile: 'bcp', gating: plainGating({ allowBlocked: true }), hosted: true } as const
  const { files } = await conduct({ site, out: folder, ...parts })
  const saved = parseRun(readFileSync(files[0]!, 'utf8'), files[0]!)
  const again = rejudge(saved, [entry])
  expect([again.results, again.warnings]).toEqual([saved.results, saved.warnings])
  const about = saved.warnings.filter((warning) => warning.includes('consent_parameters'))
  return { outcome: saved.results[0]?.outcome, about, requests }
}

const asks: Asked = (response, grant) => to(response, grant)
const cannot: Record<string, { asked: Asked; reason: string }> = {
  'a page of an error': { asked: (response) => page(response, 400, '<h1>Bad request</h1>'), reason: 'status 400' },
  'an error at the client': {
    asked: (response, grant) => to(response, grant.replace(/code=[^&]+/, 'error=invalid_request')),
    reason: 'invalid_request',
  },
  'a page that nobody understands': {
    asked: (response) => page(response, 200, '<form method="post"><input name="riddle"><button>Answer</button></form>'),
    reason: 'gave no code',
  },
  'a loop': { asked: (response, _, url) => to(response, url), reason: 'circle' },
}

test('a server that asks as it promised is asked throughout', async () => {
  expect(await judged(asks)).toEqual({ outcome: 'pass', about: [], requests: [null, 'consent', 'consent', null] })
})

test.each(Object.entries(cannot))(
  'one that promised it and answers with %s is not asked any more, and the report says so',
  async (_, how) => {
    const { outcome, about, requests } = await judged(how.asked)
    expect(about).toEqual([expect.stringContaining('the metadata lists "consent" under prompt_values_supported')])
    expect(about[0]).toContain(how.reason)
    expect({ outcome, requests: requests.slice(-2) }).toEqual({ outcome: 'pass', requests: [null, null] })
  },
)

test('what the owner configured stays, and the report says that it brings nothing', async () => {
  const { outcome, about } = await judged(cannot['a page of an error']!.asked, { consent_parameters: { prompt: 'consent' } })
  expect(outcome).toBe('blocked')
  expect(about).toEqual([expect.stringMatching(/^the configured consent_parameters do not work: .*status 400/)])
})

test('who switched it off is not tried', async () => {
  const { about, requests } = await judged(cannot['a page of an error']!.asked, { consent_parameters: {} })
  expect({ about, requests }).toEqual({ about: [], requests: [null, null, null] })
})

test('a rate limit says nothing about asking', async () => {
  let limited = false
  const { about, requests } = await judged((response, grant) => {
    if (limited) return to(response, grant)
    limited = true
    page(response, 200, '<title>Too many requests</title>')
  })
  expect({ about, requests }).toEqual({ about: [], requests: [null, 'consent', 'consent', null] })
})
