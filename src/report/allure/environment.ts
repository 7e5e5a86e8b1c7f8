import { printable } from '../printable.ts'
import type { Run } from '../run.ts'

/** What Allure shows beside the numbers is in this file: a name and a value a line, as Java writes properties. */
export const environmentFile = 'environment.properties'

/** Who was judged by what, and what is to be known of it: a line for each target and profile, so that runs which share a folder do not speak for each other. */
export function environmentOf({ target, profile, tool, warnings }: Run): string {
  const name = `${printable(target.name, 100).replace(/[^\w.-]/g, '_')}.${profile}`
  const judged = `${printable(target.issuer, 200)}, ${printable(`${tool.name} ${tool.version}`, 100)}`
  const value = [judged, ...warnings.map((warning) => `warning: ${printable(warning, 1000)}`)].join('; ')
  return `${name} = ${value.replaceAll('\\', '\\\\')}\n`
}

/** The lines of two runs in one file; a later run of the same target and profile takes the place of the former. */
export function joinedEnvironment(former: string, later: string): string {
  const lines = `${former}\n${later}`.split('\n').filter(Boolean)
  const byName = new Map(lines.map((line) => [line.split(' = ')[0], line]))
  return `${[...byName.values()].join('\n')}\n`
}
