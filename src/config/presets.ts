import type { TargetConfig } from './schema.ts'

/** Products of which something is known. */
export const presetNames = ['wso2-am-2.6', 'wso2-am-3.2', 'wso2-am-4.7', 'wso2-is-5.10', 'wso2-is-7.3'] as const

/** What is known of a product, for whoever configures it: defaults that each key of a configuration goes before. */
type Preset = (written: TargetConfig) => Pick<TargetConfig, 'issuer' | 'endpoints' | 'declares' | 'scopes'>

const keyManager = 'https://localhost:9443/oauth2/token'
/** Gateway and key manager are moved by the same offset. */
const toGateway = 8243 - 9443

const wso2 =
  (gateway: boolean, rest: Pick<ReturnType<Preset>, 'declares' | 'scopes'>): Preset =>
  ({ issuer = keyManager }) => {
    const { origin, hostname, port } = new URL(issuer)
    const front = gateway ? `https://${hostname}:${Number(port || 443) + toGateway}` : `${origin}/oauth2`
    return {
      issuer,
      endpoints: {
        authorization_endpoint: `${front}/authorize`,
        token_endpoint: `${front}/token`,
        revocation_endpoint: `${front}/revoke`,
        introspection_endpoint: `${origin}/oauth2/introspect`,
        jwks_uri: `${origin}/oauth2/jwks`,
      },
      ...rest,
      declares: { code_lifetime: 300, refresh_token_idle: 86_400, grace: 0, ...rest.declares },
    }
  }

const notOffered = {
  scope_not_allowed: 'a scope that nobody registered is granted as it is asked for, so that none is kept from an application',
}
const identityServer = { declares: { not_offered: notOffered } }
/** What a request without scope gets in API Manager. */
const apiManager = { ...identityServer, scopes: { default: ['default'] } }

const presets: Readonly<Record<(typeof presetNames)[number], Preset>> = {
  'wso2-am-2.6': wso2(true, apiManager),
  'wso2-am-3.2': wso2(true, apiManager),
  'wso2-am-4.7': wso2(false, apiManager),
  'wso2-is-5.10': wso2(false, identityServer),
  'wso2-is-7.3': wso2(false, {}),
}

/** A target with what its preset knows, wherever it says nothing of its own. */
export function withPreset(written: TargetConfig): TargetConfig {
  if (written.preset === undefined) return written
  const known = presets[written.preset](written)
  return {
    ...known,
    ...written,
    ...(known.scopes && { scopes: { ...known.scopes, ...written.scopes } }),
    endpoints: { ...known.endpoints, ...written.endpoints },
    declares: {
      ...known.declares,
      ...written.declares,
      not_offered: { ...known.declares?.not_offered, ...written.declares?.not_offered },
    },
  }
}
