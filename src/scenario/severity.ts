import { catalogue } from '../spec/index.ts'
import { severities } from '../spec/severity.ts'
import type { Finding, Profile, RequirementId, Severity } from './contract.ts'
import { gradeOf } from './outcome.ts'
import type { RowResult } from './result.ts'

/** How grave what was found is: the gravest violation that the profile fails or warns of. Where nothing was found, how grave it would be. */
export function severityOf(
  rows: readonly Pick<RowResult, 'findings' | 'requirement' | 'severity'>[],
  main: RequirementId,
  profile: Profile,
): Severity {
  const found = rows.flatMap(({ findings, ...row }) => findings.flatMap((finding) => ofFinding(finding, row, main, profile) ?? []))
  return severities.find((severity) => found.includes(severity)) ?? catalogue[main].severity
}

/** Right in effect and wrong in form opens no attack, whatever the requirement guards against. */
function ofFinding(
  finding: Finding,
  row: Pick<RowResult, 'requirement' | 'severity'>,
  first: RequirementId,
  profile: Profile,
): Severity | undefined {
  if (finding.is !== 'violated') return undefined
  const main = row.requirement ?? first
  const grade = gradeOf(finding, main, catalogue, profile)
  if (grade !== 'fail' && grade !== 'warn') return undefined
  const { about, severity } = catalogue[finding.requirement ?? main]
  const usual = finding.severity ?? row.severity ?? severity
  return finding.part === 'signal' && about === 'effect' ? atMost('low', usual) : usual
}

const atMost = (most: Severity, severity: Severity): Severity =>
  severities[Math.max(severities.indexOf(most), severities.indexOf(severity))]!
