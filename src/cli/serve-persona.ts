import { type Persona, startPersona, type Wso2Name, worthlessCertificate, wso2Names } from '../authorization-server/index.ts'
import { exitCodes } from '../gate/gate.ts'
import { CliError } from './failure.ts'
import { near } from './near.ts'

/** Starts a persona by its name, which a person wrote. */
export function startNamed(name: string, port: number, pagesElsewhere: boolean): Promise<Persona> {
  const known = wso2Names.find((one) => one === name)
  if (known) return startPersona(known, { port, pagesElsewhere })
  const suggested = near(name, wso2Names)
  throw new CliError(exitCodes.usage, `there is no persona "${name}"`, [
    ...(suggested.length > 0 ? [`did you mean ${suggested.join(', or ')}?`] : []),
    `these are known: ${wso2Names.join(', ')}`,
  ])
}

/** What a person needs to know of a running persona: where it is, who is registered, and a configuration as a file of its own. */
export function describePersona(persona: Persona): string {
  const { name, issuer, endpoints, clients, users, administrator } = persona
  return [
    `${product(name)}, as far as its wire shows: ${issuer}`,
    ...lines(Object.entries(endpoints).map(([endpoint, url]) => [endpoint.replace('_endpoint', ''), url])),
    '',
    'Sign in as',
    ...lines(Object.values(users).map(({ username, password }) => [username, password])),
    'Introspect as',
    ...lines([[administrator.username, administrator.password]]),
    '',
    'Applications',
    ...lines(Object.values(clients).map((client) => [client.client_id, client.client_secret ?? '', client.redirect_uris.join('  ')])),
    '',
    'What the configuration in docs/wso2.md takes from the environment',
    `  export CONSUMER_SECRET=${clients['client']!.client_secret}`,
    `  export ALICE_PASSWORD=${users['alice']!.password}`,
    '',
    'harness.config.json',
    JSON.stringify(configurationOf(persona), null, 2),
  ].join('\n')
}

const product = (name: Wso2Name): string => name.replace('wso2-am-', 'WSO2 API Manager ').replace('wso2-is-', 'WSO2 Identity Server ')

function lines(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}

/** Whoever introspects is a user of the product, who authenticates as a client would. */
function configurationOf({ name, issuer, clients, users, administrator, pagesOrigin }: Persona): object {
  const registered = Object.entries(clients).map(([role, { client_name: _, ...client }]) => [role, client] as const)
  return {
    preset: name,
    issuer,
    ...(pagesOrigin !== undefined && { origins: [pagesOrigin] }),
    clients: {
      ...Object.fromEntries(registered),
      administrator: {
        client_id: administrator.username,
        client_secret: administrator.password,
        redirect_uris: ['https://nowhere.example/'],
        grant_types: [],
        introspection: true,
      },
    },
    users,
    tls: { ca: worthlessCertificate.cert },
    allow: { failed_client_authentication: true },
    declares: { propagation: 0 },
  }
}
