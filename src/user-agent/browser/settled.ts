import { setTimeout as delay } from 'node:timers/promises'
import type { Frame } from 'playwright-core'

/** For a request, a script or a message to show, by the page's own clock, which a busy machine delays as it delays them. */
const afterwardsMs = 50
/** For a page that answers no more. */
const mostMs = 1000

/** Waits until what was just done on a page shows. */
export async function settled(frame: Frame): Promise<void> {
  const done = frame.evaluate((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)), afterwardsMs)
  await Promise.race([done.catch(() => {}), delay(mostMs)])
}
