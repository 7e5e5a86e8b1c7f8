import type { FaultName } from '../authorization-server/index.ts'
import { openEmbeddedSite, openTwin, startEmbedded } from '../cli/embedded-target.ts'
import { type OpenSite, openSite } from '../cli/open-site.ts'
import type { RunningBrowser } from '../user-agent/browser/screens.ts'
import type { Bed, Policy } from './mutation.ts'

/** Starts an embedded server with faults, and the way to it: one lane, so that what one scenario leaves behind for the next is the same each time.
 *  Scenarios that need a real browser get a way of their own, so that no other page is shown in it. */
export async function openBed(policy: Policy, faults: readonly FaultName[], browser?: RunningBrowser): Promise<Bed> {
  const { server, target } = await startEmbedded(policy, faults)
  const oneLane = { ...target, pace: { ...target.pace, concurrency: 1 } }
  const site = openEmbeddedSite(server, oneLane)
  let shown: OpenSite | undefined
  const close = async () => {
    await shown?.close()
    await site.close()
  }
  return {
    site,
    withBrowser: () => (shown ??= openSite({ ...oneLane, userAgent: 'auto' }, undefined, undefined, browser)),
    ownSite: () => openTwin(site, policy, faults),
    takeReached: () => server.takeReached(),
    close,
  }
}
