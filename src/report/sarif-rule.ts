import type { Severity } from '../scenario/contract.ts'
import { webLink } from './link.ts'
import { prose } from './markdown-text.ts'
import { within } from './sarif-text.ts'
import { places, type ShownResult, suiteOfId } from './shown.ts'

/** In the middle of what GitHub calls critical (from 9.0), high (7.0), medium (4.0) and low. */
const scores: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0', info: '0.1' }
const longest = 1024
const tagsShown = 20

/** A scenario as a rule: whoever mends one thing closes one alert. A warning is right in effect or a SHOULD, so that it never ranks above low. */
export function ruleOf(result: ShownResult) {
  const { id, title, why, fix, severity, outcome, requirements } = result
  const helpUri = requirements.flatMap(({ url }) => webLink(url) ?? [])[0]
  const warned = outcome === 'warn'
  const score = warned && severity !== 'info' ? scores.low : scores[severity]
  return {
    id,
    name: nameOf(id),
    shortDescription: { text: within(title, longest) },
    fullDescription: { text: within(`${title} ${why}`, longest) },
    help: { text: helpText(result), markdown: helpMarkdown(result) },
    ...(helpUri && { helpUri }),
    defaultConfiguration: { level: warned ? 'warning' : 'error' },
    properties: {
      tags: ['security', 'oauth2', suiteOfId(id), ...new Set(requirements.map(({ document }) => document))].slice(0, tagsShown),
      precision: 'very-high',
      'problem.severity': warned ? 'warning' : 'error',
      'security-severity': score,
      fix,
    },
  }
}

/** An identifier in PascalCase, as SARIF asks of a name (3.49.7). */
const nameOf = (id: string): string =>
  (id.split('/').at(-1) ?? id)
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => `${word[0]!.toUpperCase()}${word.slice(1)}`)
    .join('') || 'Scenario'

const helpText = ({ id, why, fix, requirements }: ShownResult): string =>
  [
    `Why: ${why}`,
    `Fix: ${fix}`,
    ...places(requirements).map((one) => `${citation(one)}: ${one.url}`),
    `More: grantproof explain ${id}`,
  ].join('\n')

const helpMarkdown = ({ id, title, why, fix, requirements }: ShownResult): string =>
  [
    `**${prose(title)}**`,
    `**Why:** ${prose(why)}`,
    `**Fix:** ${prose(fix)}`,
    places(requirements)
      .map((one) => {
        const link = webLink(one.url)
        return `- ${link ? `[${prose(citation(one))}](${link})` : prose(citation(one))}`
      })
      .join('\n'),
    `**More:** ${prose(`grantproof explain ${id}`)}`,
  ].join('\n\n')

const citation = ({ document, section, level }: ShownResult['requirements'][number]): string => `${document} ${section} ${level}`
