import type { ClientMetadata, User } from '../target/target.ts'
import { fieldName } from './messages.ts'
import type { TargetConfig } from './schema.ts'
import type { SecretReader } from './secrets.ts'

type WrittenClient = TargetConfig['clients']['client']

/** The clients of a target by role, with their secrets read and the authentication method that goes with them (RFC 7591 2). */
export function clientsOf({ clients }: TargetConfig, reader: SecretReader): Record<string, ClientMetadata> {
  const written = Object.entries(clients).filter((entry): entry is [string, WrittenClient] => entry[1] !== undefined)
  const read = written.map(([role, client]) => [role, clientOf(client, fieldName(['clients', role]), reader)] as const)
  for (const [at, [role, { client_id }]] of read.entries()) {
    const twin = read.slice(0, at).find(([, other]) => other.client_id === client_id)
    if (twin)
      reader.problems.push(`${fieldName(['clients', role])}.client_id: the same as that of ${twin[0]}, expected another client of its own.`)
  }
  return Object.fromEntries(read)
}

function clientOf(written: WrittenClient, field: string, reader: SecretReader): ClientMetadata {
  const { client_id, client_secret, token_endpoint_auth_method: method, ...rest } = written
  if (client_secret === undefined && method !== undefined && method !== 'none') {
    reader.problems.push(`${field}.client_secret: missing, expected because token_endpoint_auth_method is ${method}. Add it, or say none.`)
  }
  if (client_secret !== undefined && method === 'none') {
    reader.problems.push(`${field}.client_secret: found beside token_endpoint_auth_method none, expected one of the two. Leave one out.`)
  }
  return {
    ...defined(rest),
    client_id: reader.text(client_id, `${field}.client_id`),
    ...(client_secret !== undefined && { client_secret: reader.secret(client_secret, `${field}.client_secret`, 'client_secret') }),
    token_endpoint_auth_method: method ?? (client_secret === undefined ? 'none' : 'client_secret_basic'),
  }
}

/** The users of a target by name, with their passwords read. */
export function usersOf({ users }: TargetConfig, reader: SecretReader): Record<string, User> {
  return Object.fromEntries(
    Object.entries(users).map(([name, { username, password }]) => {
      const field = fieldName(['users', name])
      return [
        name,
        { username: reader.text(username, `${field}.username`), password: reader.secret(password, `${field}.password`, 'password') },
      ]
    }),
  )
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }
const defined = <T extends object>(of: T): Defined<T> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Defined<T>
