import type { AuthorizationServer, Clock, DescribedServer, FaultName, Policy } from '../authorization-server/index.ts'
import { type HarnessConfig, resolveTarget } from '../config/index.ts'
import type { Vault } from '../http/vault.ts'
import type { Site } from '../scenario/site.ts'
import type { Target } from '../target/target.ts'
import { fetchJson } from './fetch-json.ts'
import { type OpenSite, openSite } from './open-site.ts'

type Closable = { close(): Promise<void> }

/** The embedded server and its description, found as that of any other server: by a configuration and its metadata. */
export async function startEmbedded(
  policy: Policy,
  faults: readonly FaultName[] = [],
  issuer?: string,
): Promise<{ server: AuthorizationServer; target: Target }> {
  const { startAuthorizationServer } = await import('../authorization-server/index.ts')
  return withTarget(startAuthorizationServer({ policy, faults, ...(issuer !== undefined && { issuer }) }))
}

/** A server that is starting, with its description. */
export async function withTarget<S extends DescribedServer & Closable>(starting: Promise<S>): Promise<{ server: S; target: Target }> {
  const server = await starting
  try {
    const target = await resolveTarget(configurationOf(server), { name: 'embedded', dir: '.', fetchJson })
    return { server, target }
  } catch (error) {
    await server.close()
    throw error
  }
}

/** A site whose clock is the server's, if that can be moved; closing it ends the server too. */
export function openEmbeddedSite(server: Closable & { clock?: Clock }, target: Target, vault?: Vault): OpenSite {
  const site = openSite(target, vault)
  const close = async () => {
    await site.close()
    await server.close()
  }
  const { clock } = server
  return { ...site, ...(clock && { advance: (seconds: number) => clock.advance(seconds) }), close }
}

/** Another instance of a site's embedded server, for one scenario that waits: its clock may jump, and nobody else's session expires.
 *  It has the issuer, and so the endpoints, of the first, and shares its marks: what happens here is evidence of the same run. */
export async function openTwin({ target: { issuer }, vault }: Site, policy: Policy, faults: readonly FaultName[] = []): Promise<OpenSite> {
  const { server, target } = await startEmbedded(policy, faults, issuer)
  return openEmbeddedSite(server, target, vault)
}

/** How a configuration describes an embedded server, wherever its issuer says that it is. */
export function configurationOf({ issuer, origin, policy, clients, users, scopes, endpoints, lifetimes }: DescribedServer): HarnessConfig {
  return {
    name: 'embedded',
    embedded: true,
    issuer,
    ...(origin !== issuer && { resolve: { [new URL(issuer).host]: new URL(origin).host } }),
    clients: clients as unknown as Extract<HarnessConfig, { issuer?: unknown }>['clients'],
    users,
    scopes: {
      grantable: [...scopes.grantable],
      ...(scopes.notAllowed !== undefined && { not_allowed: scopes.notAllowed }),
      unknown: scopes.unknown,
      default: [...scopes.default],
    },
    resource: { url: endpoints.resource, scope: scopes.default[0] ?? 'read' },
    declares: { code_lifetime: lifetimes.code, refresh_token_idle: lifetimes.refresh_token },
    profile: policy,
  }
}
