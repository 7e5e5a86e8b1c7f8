import type { TargetConfig } from './schema.ts'

/** Servers whose metadata say where they answer. What is here is what metadata do not say: lifetimes as the product comes, and its ways. */
export const presetsByDiscovery = {
  dex: () => ({
    scopes: { refresh: 'offline_access' },
    consent_parameters: { prompt: 'consent' },
    declares: {
      code_lifetime: 1800,
      grace: 0,
      not_offered: {
        revocation: 'it has no revocation endpoint',
        client_without_code: 'grants are those of the server, and every client may use each',
      },
    },
  }),
  'django-oauth-toolkit': ({ scopes }: TargetConfig) => ({
    declares: {
      code_lifetime: 60,
      grace: 0,
      ...(scopes?.not_allowed === undefined && {
        not_offered: { scope_not_allowed: 'scopes are those of the server, and every client may ask for each' },
      }),
    },
  }),
  glewlwyd: () => ({
    // With openid it wants a nonce of everybody, which OpenID Connect Core 3.1.2.1 leaves to the client.
    authorization_parameters: { nonce: 'the-same-each-time' },
    consent_parameters: { prompt: 'consent' },
    declares: { code_lifetime: 600, grace: 0 },
  }),
  hydra: ({ clients }: TargetConfig) => ({
    scopes: { refresh: 'offline_access' },
    consent_parameters: { prompt: 'consent' },
    declares: {
      code_lifetime: 600,
      grace: 0,
      ...(!Object.values(clients).some((client) => client?.introspection) && {
        not_offered: { introspection: 'it is part of the admin API, for services behind the gateway alone' },
      }),
    },
  }),
  keycloak: () => ({
    declares: { code_lifetime: 60, refresh_token_idle: 1800, grace: 0 },
  }),
  'spring-authorization-server': () => ({
    declares: { code_lifetime: 300, refresh_token_idle: 3600, grace: 0 },
  }),
}
