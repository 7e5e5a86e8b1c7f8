import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuthorizationServer } from '../index.ts'
import { defaultClients, startAuthorizationServer } from '../index.ts'
import { post, resourceWith } from '../test-browser.ts'

const { client, second_client, public_client } = defaultClients
let server: AuthorizationServer
beforeAll(async () => {
  server = await startAuthorizationServer({
    clients: { ...defaultClients, public_client: { ...public_client, grant_types: ['client_credentials'] } },
  })
})
afterAll(() => server.close())
const asked = (who: Parameters<typeof post>[1], scope?: string) =>
  post(server.endpoints.token_endpoint, who, { grant_type: 'client_credentials', ...(scope !== undefined && { scope }) })

test('a client gets a token for itself, with all of its scope or what it asked for, and no refresh token', async () => {
  const { status, json } = await asked(second_client)
  expect([status, json['scope'], 'refresh_token' in json]).toEqual([200, 'read write admin', false])
  const { json: shown } = await resourceWith(server, json['access_token'])
  expect([shown['sub'], shown['client_id']]).toEqual([second_client.client_id, second_client.client_id])
  expect((await asked(second_client, 'write')).json['scope']).toBe('write')
})

test('a client that is not registered for it, or cannot authenticate, gets none', async () => {
  expect((await asked(client)).json['error']).toBe('unauthorized_client')
  expect((await asked(public_client as typeof client | typeof public_client)).json['error']).toBe('unauthorized_client')
  expect((await asked(second_client, 'nothing')).json['error']).toBe('invalid_scope')
  expect((await asked(second_client, 'read  write')).json['error']).toBe('invalid_scope')
})
