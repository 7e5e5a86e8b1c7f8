import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LabServer } from '../../fixtures/servers/laboratory.ts'
import { startOauth2MockServer } from '../../fixtures/servers/oauth2-mock-server/start.ts'
import type { Known } from '../proof/expectations.ts'
import { loadSuites } from '../scenario/catalog.ts'
import { examine } from './examine.ts'
import { documentation, findServer } from './servers.ts'
import { readSummaries, type Summary, serverNames, serversFolder, writeSummary } from './summary.ts'

const id = 'pkce/rejects-wrong-code-verifier'
const expectations: Known['expectations'] = [
  { reason: 'RFC 6749 5.2: the error is JSON. It is a problem document.', outcome: 'warn', rows: [`${id} › *`] },
  {
    reason: 'RFC 7636 4.6: a code with a challenge needs its verifier. A token came without.',
    outcome: 'fail',
    rows: [`${id} › no verifier`],
  },
]
const standIn: LabServer = {
  ...{ title: 'Stand-in', version: '1.2.3', about: 'It takes a code without its verifier.' },
  start: () => startOauth2MockServer(),
}
const entries = (await loadSuites()).filter((entry) => entry.id === id)

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grantproof-lab-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a server in the laboratory', () => {
  const judge = (known: Known) => examine(standIn, known, entries, folder)

  test('is as expected when each finding has its reason', async () => {
    const { differences, summary, serverSeconds } = await judge({ expectations, withheld: 0 })
    expect(differences).toEqual([])
    expect(summary).toMatchObject({ title: 'Stand-in', version: '1.2.3', profile: 'bcp', setUp: 'laboratory', scenarios: 1, withheld: 0 })
    expect(summary.areas).toEqual({ pkce: { warn: 3, fail: 1 } })
    expect(summary.explained.fail).toEqual([`${id} › no verifier`])
    expect(summary.explained.warn).toHaveLength(3)
    expect(serverSeconds).toBeGreaterThan(0)
  })

  test('differs by a finding that nobody foresees, and by a reason that nothing meets', async () => {
    const { differences } = await judge({
      expectations: [expectations[0]!, { ...expectations[1]!, rows: ['pkce/gone › whole'] }],
      withheld: 0,
    })
    expect(differences).toEqual([
      expect.stringMatching(/ › no verifier: fail instead of warn: /),
      'pkce/gone › whole: expected, and nothing met it',
    ])
  })

  test('keeps what is withheld out of the counts', async () => {
    const { differences, summary } = await judge({ expectations: [], withheld: 4 })
    expect(differences).toEqual([])
    expect(summary).toMatchObject({ withheld: 4, areas: { pkce: {} } })
  })

  test('that does not start is told as such, with where to read what it needs', async () => {
    const lame = { ...standIn, start: () => Promise.reject(new Error('mvn is not installed, or not in PATH')) }
    const failed = examine(lame, { expectations, withheld: 0 }, entries, folder)
    await expect(failed).rejects.toThrow('Stand-in did not start: mvn is not installed, or not in PATH')
    await expect(failed).rejects.toMatchObject({ exitCode: 2, hints: [expect.stringContaining('fixtures/servers/README.md')] })
  })

  test('may withhold fewer findings than is said, where so many are races', async () => {
    const { differences, summary } = await judge({ expectations: [], withheld: 6, withheldSometimes: 2 })
    expect(differences).toEqual([])
    expect(summary).toMatchObject({ withheld: 6, areas: { pkce: {} } })
    const fewer = await judge({ expectations: [], withheld: 6, withheldSometimes: 1 })
    expect(fewer.differences).toContain('6 findings are said to be withheld, and 4 are not foreseen')
    const more = await judge({ expectations: [], withheld: 3, withheldSometimes: 3 })
    expect(more.differences).toContain('3 findings are said to be withheld, and 4 are not foreseen')
  })

  test('differs when more or fewer findings are withheld than is said', async () => {
    for (const withheld of [3, 5]) {
      const { differences } = await judge({ expectations: [], withheld })
      expect(differences).toContain(`${withheld} findings are said to be withheld, and 4 are not foreseen`)
      expect(differences).toHaveLength(5)
    }
  })
})

describe('the folder of servers', () => {
  const servers = () => pathToFileURL(`${folder}/`)
  const summary: Summary = {
    ...{ title: 'Stand-in', version: '1.2.3', about: 'It takes a code without its verifier.', setUp: 'laboratory', date: '2026-11-22' },
    ...{ profile: 'bcp', scenarios: 1, requests: 14, seconds: 2, withheld: 1, areas: { pkce: { warn: 3, fail: 1 } } },
    explained: { warn: ['another', 'shorter', 'its challenge'].map((row) => `${id} › ${row}`), fail: [`${id} › no verifier`] },
  }
  const addServer = (name: string, start: string) => {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'start.ts'), start)
    writeFileSync(join(folder, name, 'expected.json'), JSON.stringify({ withheld: 1, expectations }))
  }

  test('names its servers, and says so to whoever asks for another', async () => {
    addServer('one', `export const server = { title: 'One' }`)
    addServer('two', 'export const startTwo = 2')
    mkdirSync(join(folder, 'no-server'))
    expect(serverNames(servers())).toEqual(['one', 'two'])
    expect(await findServer('one', servers())).toEqual({ title: 'One' })
    await expect(findServer('two', servers())).rejects.toThrow('exports no `server`')
    await expect(findServer('no-server', servers())).rejects.toThrow('the laboratory has no server named "no-server"')
  })

  test('becomes a page: runs, areas, findings with reasons', () => {
    addServer('one', '')
    expect(readSummaries(servers())).toEqual({})
    writeSummary('one', summary, servers())
    expect(readSummaries(servers())).toEqual({ one: summary })
    const page = documentation(servers())
    expect(page).toContain('| [Stand-in](#stand-in-123) | 1.2.3 | 2026-11-22 | 0 | 1 | 3 | 0 | 0 | 0 | 1 | 14 | 2 |')
    expect(page).toContain('| pkce | 1 fail, 3 warn |')
    expect(page).toContain(`### Fails\n\n- ${expectations[1]!.reason}\n  \`${id} › no verifier\``)
    expect(page).toContain(`### Warnings\n\n- ${expectations[0]!.reason}\n  \`${id}\` (3 rows)`)
    expect(page).toContain('Withheld until it is mended: 1.')
  })
})

describe('docs/servers.md', () => {
  test('says what the summaries say: npm run lab -- --docs', () => {
    expect(readFileSync(new URL('../../docs/servers.md', import.meta.url), 'utf8')).toBe(documentation())
  })

  test('tells as many findings as it counts, each with a reason', () => {
    for (const [name, { areas, explained }] of Object.entries(readSummaries(serversFolder)))
      for (const outcome of ['fail', 'warn', 'blocked', 'error'] as const) {
        const counted = Object.values(areas).reduce((sum, of) => sum + (of[outcome] ?? 0), 0)
        expect([name, outcome, explained[outcome]?.length ?? 0]).toEqual([name, outcome, counted])
      }
  })

  test('has each summary of a server with the reasons that it counts', async () => {
    for (const [name, { title, version, setUp }] of Object.entries(readSummaries(serversFolder))) {
      const server = await findServer(name)
      expect({ title, version, setUp }).toEqual({ title: server.title, version: server.version, setUp: server.setUp ?? 'laboratory' })
    }
  })
})
