import { openEmbeddedSite, openTwin, startEmbedded } from '../cli/embedded-target.ts'
import { openSite } from '../cli/open-site.ts'
import type { RunningBrowser } from '../user-agent/browser/screens.ts'
import type { OpenBed } from './trial.ts'

/** Starts embedded servers, and opens the way to each: one lane, so that what one scenario leaves behind for the next is the same each time. */
export const openBeds =
  (browser?: RunningBrowser): OpenBed =>
  async ({ policy, faults, shown }) => {
    const { server, target } = await startEmbedded(policy, faults)
    const oneLane = { ...target, pace: { ...target.pace, concurrency: 1 } }
    const plain = openEmbeddedSite(server, oneLane)
    const seen = shown ? openSite({ ...oneLane, userAgent: 'auto' }, undefined, undefined, browser) : undefined
    return {
      site: seen ?? plain,
      ownSite: () => openTwin(plain, policy, faults),
      takeReached: () => server.takeReached(),
      async close() {
        await seen?.close()
        await plain.close()
      },
    }
  }
