import { presetsByDiscovery } from './presets-by-discovery.ts'
import { wso2Presets } from './presets-wso2.ts'
import type { TargetConfig } from './schema.ts'

/** Products of which something is known. */
export const presetNames = [
  'dex',
  'django-oauth-toolkit',
  'glewlwyd',
  'hydra',
  'keycloak',
  'spring-authorization-server',
  'wso2-am-2.6',
  'wso2-am-3.2',
  'wso2-am-4.7',
  'wso2-is-5.10',
  'wso2-is-7.3',
] as const

/** What is known of a product, for whoever configures it: defaults that each key of a configuration goes before. */
type Preset = (
  written: TargetConfig,
) => Pick<TargetConfig, 'issuer' | 'endpoints' | 'declares' | 'scopes' | 'authorization_parameters' | 'consent_parameters'>

const presets: Readonly<Record<(typeof presetNames)[number], Preset>> = { ...wso2Presets, ...presetsByDiscovery }

/** A target with what its preset knows, wherever it says nothing of its own. */
export function withPreset(written: TargetConfig): TargetConfig {
  if (written.preset === undefined) return written
  const known = presets[written.preset](written)
  return {
    ...known,
    ...written,
    ...(known.scopes && { scopes: { ...known.scopes, ...written.scopes } }),
    ...(known.endpoints && { endpoints: { ...known.endpoints, ...written.endpoints } }),
    ...(known.authorization_parameters && {
      authorization_parameters: { ...known.authorization_parameters, ...written.authorization_parameters },
    }),
    declares: {
      ...known.declares,
      ...written.declares,
      not_offered: { ...known.declares?.not_offered, ...written.declares?.not_offered },
    },
  }
}
