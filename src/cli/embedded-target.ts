import { type AuthorizationServer, type FaultName, type Policy, startAuthorizationServer } from '../authorization-server/index.ts'
import { type HarnessConfig, resolveTarget } from '../config/index.ts'
import type { Target } from '../target/target.ts'
import { fetchJson } from './fetch-json.ts'
import { type OpenSite, openSite } from './open-site.ts'

/** The embedded server and its description, found as that of any other server: by a configuration and its metadata. */
export async function startEmbedded(
  policy: Policy,
  faults: readonly FaultName[] = [],
): Promise<{ server: AuthorizationServer; target: Target }> {
  const server = await startAuthorizationServer({ policy, faults })
  try {
    const target = await resolveTarget(configurationOf(server), { name: 'embedded', dir: process.cwd(), fetchJson })
    return { server, target }
  } catch (error) {
    await server.close()
    throw error
  }
}

/** An embedded server of its own behind a site, with a clock that jumps: for one scenario that waits. */
export async function openEmbedded(policy: Policy, faults: readonly FaultName[] = []): Promise<OpenSite> {
  const { server, target } = await startEmbedded(policy, faults)
  return openEmbeddedSite(server, target)
}

/** A site whose clock is the server's; closing it ends the server too. */
export function openEmbeddedSite(server: AuthorizationServer, target: Target): OpenSite {
  const site = openSite(target)
  const close = async () => {
    await site.close()
    await server.close()
  }
  return { ...site, advance: (seconds) => server.clock.advance(seconds), close }
}

/** How a configuration describes an embedded server, wherever its issuer says that it is. */
export function configurationOf({ issuer, policy, clients, users, scopes, endpoints, lifetimes }: AuthorizationServer): HarnessConfig {
  return {
    name: 'embedded',
    embedded: true,
    issuer,
    clients: clients as unknown as Extract<HarnessConfig, { issuer?: unknown }>['clients'],
    users,
    scopes: {
      grantable: [...scopes.grantable],
      ...(scopes.notAllowed !== undefined && { not_allowed: scopes.notAllowed }),
      unknown: scopes.unknown,
      default: [...scopes.default],
    },
    resource: { url: endpoints.resource },
    declares: { code_lifetime: lifetimes.code },
    profile: policy,
  }
}
