import { expect, test } from 'vitest'
import { defineConfig, env, file, parseConfig } from './index.ts'

const clients = { client: { client_id: 'web', redirect_uris: ['https://app.example/callback'] } } as const
const users = { alice: { username: 'alice', password: env('ALICE') } }

test('twenty lines suffice, and what is shared may be written as const', () => {
  const config = defineConfig({
    issuer: 'https://login.example.com',
    clients: { ...clients, second_client: { ...clients.client, client_secret: file('/run/secrets/second') } },
    users,
    scopes: { grantable: ['profile', 'email'], refresh: 'offline_access' },
  })
  expect(parseConfig(config)).toEqual(config)
})

test('an editor and tsc say what the schema says', () => {
  // @ts-expect-error an unknown key
  expect(() => parseConfig(defineConfig({ isuer: 'https://login.example.com', clients, users }))).toThrow('did you mean "issuer"?')
  // @ts-expect-error no client
  expect(() => parseConfig(defineConfig({ clients: {}, users }))).toThrow('clients.client: missing')
  const secret = process.env['NO_SUCH_VARIABLE_HERE']
  // @ts-expect-error a variable that may be unset
  expect(() => parseConfig(defineConfig({ clients: { client: { ...clients.client, client_secret: secret } }, users }))).toThrow(
    'found undefined',
  )
})
