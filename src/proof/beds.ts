import { openEmbeddedSite, openTwin, startEmbedded } from '../cli/embedded-target.ts'
import type { OpenBed } from './mutation.ts'

/** Starts an embedded server with faults, and the way to it: one lane, so that what one scenario leaves behind for the next is the same each time. */
export const openBed: OpenBed = async (policy, faults) => {
  const { server, target } = await startEmbedded(policy, faults)
  const site = openEmbeddedSite(server, { ...target, pace: { ...target.pace, concurrency: 1 } })
  return { site, ownSite: () => openTwin(site, policy, faults), takeReached: () => server.takeReached(), close: () => site.close() }
}
