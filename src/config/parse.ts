import type { Interaction } from '../target/target.ts'
import { ConfigError } from './errors.ts'
import { describeIssues } from './messages.ts'
import { withPreset } from './presets.ts'
import { type HarnessConfig, type TargetConfig, targetSchema, targetsSchema } from './schema.ts'

type Plain = Record<string, unknown>
const isPlain = (value: unknown): value is Plain => value !== null && typeof value === 'object' && !Array.isArray(value)

/** Checks a configuration, whoever wrote it. `source` names it in messages. Throws ConfigError with one line for each thing that is wrong. */
export function parseConfig(value: unknown, source = 'the configuration'): HarnessConfig {
  if (!isPlain(value) || !Object.hasOwn(value, 'targets')) return parseWith(targetSchema, value, source) as HarnessConfig
  const stray = Object.keys(value).filter((key) => Object.hasOwn(targetSchema.shape, key) && key !== '$schema')
  if (stray.length > 0) {
    throw new ConfigError(`${source} cannot be used:\n  ${stray.join(', ')}: found beside targets, expected inside each of the targets.`)
  }
  return parseWith(targetsSchema, value, source) as HarnessConfig
}

type Schema = typeof targetSchema | typeof targetsSchema

function parseWith(schema: Schema, value: unknown, source: string): unknown {
  const { data, restore } = withoutFunctions(value)
  const result = schema.safeParse(data)
  if (result.success) return restore(result.data)
  const lines = describeIssues(result.error.issues, data)
  const shown = lines.length > 20 ? [...lines.slice(0, 20), `… and ${lines.length - 20} more`] : lines
  throw new ConfigError(`${source} cannot be used:\n${shown.map((line) => `  ${line}`).join('\n')}`)
}

/** An interaction that is a function is nothing a schema can describe: it goes round the schema. */
function withoutFunctions(value: unknown): { data: unknown; restore(parsed: unknown): unknown } {
  if (!isPlain(value)) return { data: value, restore: (parsed) => parsed }
  const functions = new Map<string | undefined, Interaction>()
  const strip = (target: unknown, name?: string): unknown => {
    if (!isPlain(target) || typeof target['interaction'] !== 'function') return target
    functions.set(name, target['interaction'] as Interaction)
    const { interaction: _, ...rest } = target
    return rest
  }
  const data = isPlain(value['targets']) ? { ...value, targets: mapValues(value['targets'], strip) } : strip(value)
  const put = (target: unknown, name?: string): unknown =>
    functions.has(name) ? { ...(target as Plain), interaction: functions.get(name) } : target
  return {
    data,
    restore: (parsed) =>
      isPlain(value['targets']) ? { ...(parsed as Plain), targets: mapValues((parsed as Plain)['targets'] as Plain, put) } : put(parsed),
  }
}

const mapValues = (of: Plain, change: (value: unknown, key: string) => unknown): Plain =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(value, key)]))

/** The targets of a checked configuration by name; one that is written inline is named by itself or after its issuer's host. */
export function targetsOf(config: HarnessConfig): Record<string, TargetConfig> {
  return 'targets' in config ? config.targets : { [config.name ?? nameAfter(config)]: config }
}

/** The targets' names, in the order in which they are written. */
export const targetNames = (config: HarnessConfig): string[] => Object.keys(targetsOf(config))

/** The target that was asked for, or the only one. Throws ConfigError when the name is unknown, or none was given and there are several. */
export function chooseTarget(config: HarnessConfig, name?: string): { name: string; target: TargetConfig } {
  const targets = targetsOf(config)
  const names = Object.keys(targets)
  const chosen = name ?? (names.length === 1 ? names[0]! : undefined)
  if (chosen !== undefined && Object.hasOwn(targets, chosen)) return { name: chosen, target: withPreset(targets[chosen]!) }
  const problem =
    chosen === undefined
      ? `the configuration has ${names.length} targets, and none was chosen`
      : `the configuration has no target "${chosen}"`
  throw new ConfigError(
    `${problem}: it has ${names.join(', ')}`,
    names.length > 1 ? ['choose one by --target NAME, or all by --target all'] : [],
  )
}

function nameAfter({ issuer, discovery, endpoints, preset }: TargetConfig): string {
  if (preset !== undefined) return preset
  const host = URL.parse(issuer ?? discovery ?? endpoints?.authorization_endpoint ?? '')?.host ?? 'target'
  return (
    host
      .replaceAll(/[^A-Za-z0-9.-]+/g, '-')
      .replace(/^[^A-Za-z0-9]+/, '')
      .replace(/-+$/, '') || 'target'
  )
}
