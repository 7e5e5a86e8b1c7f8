import type { TargetConfig } from './schema.ts'

/** What tells versions of WSO2 apart in a configuration. */
interface Wso2 {
  /** Gateway in front of the key manager: /authorize, /token and /revoke on a port of their own. */
  gateway?: boolean
  /** What a request without scope gets. */
  defaultScope?: string
  /** A scope that nobody registered is left out, where other versions grant it. */
  dropsUnknownScopes?: boolean
}

const keyManager = 'https://localhost:9443/oauth2/token'
/** Gateway and key manager are moved by the same offset. Where a proxy gives the key manager a port of its own, nothing says where the gateway is. */
const toGateway = 8243 - 9443

const wso2 = (version: Wso2) => (written: TargetConfig) => {
  const { issuer = keyManager } = written
  const { origin, hostname, port } = new URL(issuer)
  const gateway = Number(port || 443) + toGateway
  const front = version.gateway && gateway > 0 ? `https://${hostname}:${gateway}` : `${origin}/oauth2`
  return {
    issuer,
    endpoints: {
      authorization_endpoint: `${front}/authorize`,
      token_endpoint: `${front}/token`,
      revocation_endpoint: `${front}/revoke`,
      introspection_endpoint: `${origin}/oauth2/introspect`,
      jwks_uri: `${origin}/oauth2/jwks`,
    },
    ...(version.defaultScope !== undefined && { scopes: { default: [version.defaultScope] } }),
    declares: { code_lifetime: 300, refresh_token_idle: 86_400, grace: 0, not_offered: notOffered(written, version) },
  }
}

/** What the product does not offer as it comes, unless the configuration shows that this one does. */
const notOffered = ({ clients, scopes }: TargetConfig, { dropsUnknownScopes }: Wso2) => ({
  ...(!Object.values(clients).some((client) => client?.introspection) && {
    introspection: 'it answers to a user with administrative rights; name one as a client with introspection: true (docs/wso2.md)',
  }),
  ...(!dropsUnknownScopes &&
    scopes?.not_allowed === undefined && {
      scope_not_allowed: 'a scope that nobody registered is granted as it is asked for; name one that is kept from the application, if any',
    }),
})

/** WSO2 by product and version: where it answers, and its ways. */
export const wso2Presets = {
  'wso2-am-2.6': wso2({ gateway: true, defaultScope: 'default' }),
  'wso2-am-3.2': wso2({ gateway: true, defaultScope: 'default' }),
  'wso2-am-4.7': wso2({ defaultScope: 'default' }),
  'wso2-is-5.10': wso2({}),
  'wso2-is-7.3': wso2({ dropsUnknownScopes: true }),
}
