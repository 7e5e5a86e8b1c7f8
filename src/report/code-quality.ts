import type { Severity } from '../scenario/contract.ts'
import { byGravity } from './gravity.ts'
import { sentence, shortfall } from './headline.ts'
import { hiddenIn } from './hidden.ts'
import { jsonText } from './json.ts'
import { fingerprintOf, placeOf } from './place.ts'
import type { Run } from './run.ts'
import { type ShownResult, type ShownRun, shownRun } from './shown.ts'
import { waiversOf } from './waived.ts'

const severities: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
}

/** A run as GitLab's code quality report: an entry for each scenario that fails, warns or came to no verdict, at the configuration file. */
export function renderCodeQuality(run: Run): string {
  const shown = shownRun(run, 500)
  const path = placeOf(run)
  const entries = byGravity(shown.results).map((result) => ({
    description: described(result),
    check_name: result.id,
    fingerprint: fingerprintOf(run, result.id),
    severity: severityOf(shown, result),
    location: { path, lines: { begin: 1 } },
  }))
  return jsonText([...ofRun(run, shown, path), ...entries])
}

/** GitLab shows the description alone. */
function described(result: ShownResult): string {
  const { outcome, title, reason, rows } = result
  if (outcome === 'blocked' || outcome === 'error') return `No verdict: ${title} (${reason})`
  const row = rows.find((one) => one.outcome === outcome)
  return [`${title} Seen: ${row?.seen ?? reason}`, ...hiddenIn(result)].join('; ')
}

function severityOf(run: ShownRun, result: ShownResult): string {
  if (waiversOf(run, result).length > 0 || result.outcome === 'blocked' || result.outcome === 'error') return 'info'
  return result.outcome === 'warn' && result.severity !== 'info' ? 'minor' : severities[result.severity]
}

/** Without it a run in which nothing was judged would look like one in which nothing was found; and what is to be known of any run. */
function ofRun(run: Run, shown: ShownRun, path: string) {
  const lacking = shortfall(shown)
  const about = { check_name: 'run', location: { path, lines: { begin: 1 } } }
  return [
    ...(lacking ? [{ ...about, description: sentence(lacking), fingerprint: fingerprintOf(run, ''), severity: 'blocker' }] : []),
    ...shown.warnings.map((warning) => ({
      ...about,
      description: sentence(warning),
      fingerprint: fingerprintOf(run, `warning: ${warning}`),
      severity: 'info',
    })),
  ]
}
