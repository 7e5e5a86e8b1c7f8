import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { chooseTarget, parseConfig } from './parse.ts'
import { presetNames } from './presets.ts'
import type { HarnessConfig, TargetConfig } from './schema.ts'
import { env } from './secrets.ts'

const client = { client_id: 'web', client_secret: 'worthless', redirect_uris: ['https://app.example/callback'] }
const bare = { clients: { client }, users: { alice: { username: 'alice', password: 'worthless' } } }
const filled = (of: Omit<TargetConfig, 'clients' | 'users'>): TargetConfig => chooseTarget({ ...bare, ...of }).target

describe('a preset', () => {
  test.each(presetNames.filter((name) => name.startsWith('wso2-')))(
    '%s says everything that a run needs, and gives the target its name',
    (preset) => {
      const { name, target } = chooseTarget({ ...bare, preset })
      expect(name).toBe(preset)
      expect(target).toMatchObject({ issuer: 'https://localhost:9443/oauth2/token', declares: { code_lifetime: 300 } })
      expect(target.endpoints).toHaveProperty('token_endpoint')
    },
  )

  test('takes the gateway for a version that has one there, with the offset of the key manager', () => {
    const moved = { issuer: 'https://am.example:9445/oauth2/token' }
    expect(filled({ preset: 'wso2-am-3.2', ...moved }).endpoints).toMatchObject({
      authorization_endpoint: 'https://am.example:8245/authorize',
      introspection_endpoint: 'https://am.example:9445/oauth2/introspect',
    })
    expect(filled({ preset: 'wso2-am-4.7', ...moved }).endpoints?.token_endpoint).toBe('https://am.example:9445/oauth2/token')
  })

  test('asks the key manager itself where its port has no gateway beside it', () => {
    expect(filled({ preset: 'wso2-am-3.2', issuer: 'https://am.example/oauth2/token' }).endpoints).toMatchObject({
      authorization_endpoint: 'https://am.example/oauth2/authorize',
      token_endpoint: 'https://am.example/oauth2/token',
    })
  })

  test('goes behind whatever is written', () => {
    const token_endpoint = 'https://proxy.example/token'
    const written = filled({
      preset: 'wso2-am-3.2',
      endpoints: { token_endpoint },
      scopes: { grantable: ['menu'] },
      declares: { code_lifetime: 60, not_offered: { resource: 'no API is deployed' } },
    })
    expect(written.endpoints).toMatchObject({ token_endpoint, authorization_endpoint: 'https://localhost:8243/authorize' })
    expect(written.scopes).toEqual({ default: ['default'], grantable: ['menu'] })
    expect(written.declares).toMatchObject({ code_lifetime: 60, refresh_token_idle: 86_400 })
    expect(Object.keys(written.declares?.not_offered ?? {}).sort()).toEqual(['introspection', 'resource', 'scope_not_allowed'])
  })

  test('offers introspection where a client may', () => {
    const administrator = { ...client, client_id: 'admin', introspection: true }
    const { target } = chooseTarget({ ...bare, clients: { client, administrator }, preset: 'wso2-is-7.3' })
    expect(target.declares?.not_offered).not.toHaveProperty('introspection')
  })

  test('of a server with metadata leaves issuer and endpoints to them', () => {
    const issuer = 'https://as.example'
    for (const preset of presetNames.filter((name) => !name.startsWith('wso2-'))) {
      const { name, target } = chooseTarget({ ...bare, issuer, preset })
      expect(name).toBe(preset)
      expect(target).toMatchObject({ issuer, declares: { code_lifetime: expect.any(Number), grace: 0 } })
      expect(target).not.toHaveProperty('endpoints')
    }
  })

  test('knows what yields a refresh token, and what each request needs', () => {
    const issuer = 'https://as.example'
    expect(filled({ preset: 'hydra', issuer, scopes: { grantable: ['read'] } })).toMatchObject({
      scopes: { refresh: 'offline_access', grantable: ['read'] },
      consent_parameters: { prompt: 'consent' },
    })
    expect(filled({ preset: 'dex', issuer })).toMatchObject({
      scopes: { refresh: 'offline_access' },
      consent_parameters: { prompt: 'consent' },
      declares: { code_lifetime: 1800 },
    })
    const glewlwyd = filled({ preset: 'glewlwyd', issuer, authorization_parameters: { display: 'page' }, consent_parameters: {} })
    expect(glewlwyd.authorization_parameters).toEqual({ nonce: 'the-same-each-time', display: 'page' })
    expect(glewlwyd.consent_parameters).toEqual({})
  })

  test('does not offer what is not so as the product comes, until the configuration shows it', () => {
    const issuer = 'https://as.example'
    const offers = (of: Omit<TargetConfig, 'clients' | 'users'>) => Object.keys(filled({ issuer, ...of }).declares?.not_offered ?? {})
    expect(offers({ preset: 'django-oauth-toolkit' })).toEqual(['scope_not_allowed'])
    expect(offers({ preset: 'django-oauth-toolkit', scopes: { not_allowed: 'admin' } })).toEqual([])
    expect(offers({ preset: 'hydra' })).toEqual(['introspection'])
    expect(offers({ preset: 'dex' })).toEqual(['revocation', 'client_without_code'])
    const { target } = chooseTarget({ ...bare, clients: { client: { ...client, introspection: true } }, issuer, preset: 'hydra' })
    expect(target.declares?.not_offered).toEqual({})
  })

  test('leaves others alone', () => {
    const written = { ...bare, issuer: 'https://as.example' }
    expect(chooseTarget(written).target).toEqual(written)
  })
})

test('docs/configuration.md says of each preset what it knows', () => {
  const text = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')
  const [, section = ''] = /^## Presets\n(.*?)^## /ms.exec(text) ?? []
  for (const preset of presetNames) expect(section).toContain(`\`${preset}\``)
})

test('the configuration of docs/wso2.md is taken as it stands', () => {
  const text = readFileSync(new URL('../../docs/wso2.md', import.meta.url), 'utf8')
  const [, code = ''] = /^```ts\n.*?export default (defineConfig.*?)^```/ms.exec(text) ?? []
  const config = new Function('defineConfig', 'env', `return ${code}`)((of: HarnessConfig) => of, env)
  expect(chooseTarget(parseConfig(config)).target.endpoints?.authorization_endpoint).toBe('https://localhost:8243/authorize')
})
