import { presetNames, withPreset } from '../../config/presets.ts'
import type { TargetConfig } from '../../config/schema.ts'
import { exitCodes } from '../../gate/gate.ts'
import { CliError } from '../failure.ts'
import { near } from '../near.ts'

/** A product of which something is known, as far as it matters before anything is written. */
export interface Product {
  preset: NonNullable<TargetConfig['preset']>
  /** With the path that the product's issuer has, where only a host was named. */
  issuer: string
  /** What the preset knows, so that nobody has to be asked. */
  endpoints: TargetConfig['endpoints']
}

/** What the preset of that name knows of a server. */
export function productOf(name: string, issuer: string): Product {
  const preset = presetNames.find((known) => known === name)
  if (preset === undefined) throw noPreset(name)
  const known = (more: { issuer?: string }) =>
    withPreset({ preset, clients: { client: { client_id: '', redirect_uris: [] } }, users: {}, ...more })
  const usual = known({}).issuer
  const whole = usual !== undefined && new URL(issuer).pathname === '/' ? new URL(new URL(usual).pathname, issuer).href : issuer
  return { preset, issuer: whole, endpoints: known({ issuer: whole }).endpoints }
}

function noPreset(name: string): CliError {
  const [meant] = near(name, presetNames)
  return new CliError(exitCodes.usage, `there is no preset "${name}"`, [
    ...(meant === undefined ? [] : [`did you mean ${meant}?`]),
    `there are ${presetNames.join(', ')}; for any other product leave it out`,
  ])
}
