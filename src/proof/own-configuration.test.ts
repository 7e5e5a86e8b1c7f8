import { expect, test } from 'vitest'
import own from '../../harness.config.ts'
import { defaultClients, defaultUsers } from '../authorization-server/index.ts'

type Client = Readonly<Record<string, unknown>>

/** What a configuration may leave out: names for people, and the method that follows from having a secret. */
const needed = ({ client_name: _, ...client }: Client): Client => ({
  token_endpoint_auth_method: client['client_secret'] === undefined ? 'none' : 'client_secret_basic',
  ...client,
})

const byRole = (clients: Readonly<Record<string, Client>>) =>
  Object.fromEntries(Object.entries(clients).map(([role, client]) => [role, needed(client)]))

test('harness.config.ts describes the server that `grantproof serve` and `npm run suites` start', () => {
  expect(own).toMatchObject({ users: defaultUsers })
  expect(byRole((own as unknown as { clients: Record<string, Client> }).clients)).toEqual(byRole(defaultClients))
})
