import { several } from '../report/words.ts'
import type { Examined } from './examine.ts'

/** What came of a server, for a person: how big the run was, each difference, and where the reports are. */
export function shown(name: string, { summary, differences, startSeconds, serverSeconds, files }: Examined): string {
  const { version, scenarios, requests, seconds } = summary
  const lines = [
    `${name} ${version}: ${scenarios} scenarios, ${requests} requests, ${seconds} s, of which the server took ${serverSeconds.toFixed(0)} s; it started in ${startSeconds.toFixed(0)} s`,
    ...differences.map((line) => `  ${line}`),
    `  ${differences.length === 0 ? 'as expected' : `${several(differences.length, 'difference')} (above)`}; reports: ${files.join(', ')}`,
  ]
  return `${lines.join('\n')}\n`
}
