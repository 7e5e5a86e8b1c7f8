import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { LabServer } from '../../fixtures/servers/laboratory.ts'
import { CliError, failureOf } from '../cli/failure.ts'
import { loadEntries } from '../cli/load-entries.ts'
import { readKnown } from '../proof/expectations.ts'
import { type Examined, examine } from './examine.ts'
import { documentation, findServer } from './servers.ts'
import { shown } from './shown.ts'
import { serverNames, writeSummary } from './summary.ts'

// `npm run lab -- NAME… [--json]`: real servers, one after another. `-- --docs` writes docs/servers.md from the committed summaries.

const page = new URL('../../docs/servers.md', import.meta.url)

async function main(): Promise<number> {
  const { values, positionals: names } = asked()
  if (names.length === 0 && !values.docs) throw new CliError(2, 'which servers?', [`npm run lab -- NAME…: ${serverNames().join(', ')}`])
  const servers = await Promise.all(names.map(async (name) => [name, await findServer(name)] as const))
  const all: Record<string, Examined> = {}
  for (const [name, server] of servers) {
    all[name] = await judge(name, server)
    if (!values.json) process.stdout.write(shown(name, all[name]))
  }
  if (values.json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`)
  if (values.docs) writeFileSync(page, documentation())
  return Object.values(all).every(({ differences }) => differences.length === 0) ? 0 : 1
}

function asked() {
  try {
    return parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, docs: { type: 'boolean' } } })
  } catch (error) {
    throw new CliError(2, (error as Error).message.split('. ')[0]!, ['npm run lab -- NAME… [--json] [--docs]'])
  }
}

/** A summary is written only of what is understood: a server that differs from its expectations keeps its former one. */
async function judge(name: string, server: LabServer): Promise<Examined> {
  const examined = await examine(server, readKnown(name), await loadEntries(), 'reports')
  if (examined.differences.length === 0) writeSummary(name, examined.summary)
  return examined
}

// What was started ends when this process exits, which a signal alone does not make it do.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(code))

try {
  process.exitCode = await main()
} catch (error) {
  const { text, exitCode } = failureOf(error, Boolean(process.env['GRANTPROOF_DEBUG']))
  process.stderr.write(text)
  process.exitCode = exitCode
}
