import { openEmbeddedSite, openTwin, startEmbedded } from '../cli/embedded-target.ts'
import type { OpenBed } from './mutation.ts'

/** Starts an embedded server with faults, and the way to it. */
export const openBed: OpenBed = async (policy, faults) => {
  const { server, target } = await startEmbedded(policy, faults)
  const site = openEmbeddedSite(server, target)
  return { site, ownSite: () => openTwin(site, policy, faults), takeReached: () => server.takeReached(), close: () => site.close() }
}
