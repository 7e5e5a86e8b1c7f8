import { type Exchange, header } from '../http/exchange.ts'
import { makeBench } from './bench.ts'
import { NoVerdict } from './errors.ts'
import type { Lane } from './lanes.ts'
import type { Site } from './site.ts'

/** The first honest flow: when it does not work, nothing can be judged. It may end at the code, where a token is out of reach. */
export async function firstFlow(
  site: Site,
  lane: Lane,
  upTo: 'code' | 'tokens' = 'tokens',
): Promise<{ ok: boolean; reason?: string; exchanges: Exchange[]; clockOffsetMs: number }> {
  const recorder = site.wire.recorder('first-flow')
  const bench = makeBench({
    site,
    recorder,
    browser: (user) => lane.browser(user),
    pause: async () => {},
    search: { seed: 1, runs: 1 },
    dropped: new Set(),
  })
  try {
    await bench.client[upTo]()
    return { ok: true, exchanges: [...recorder.exchanges], clockOffsetMs: clockOffset(recorder.exchanges) }
  } catch (error) {
    if (!(error instanceof NoVerdict)) throw error
    return { ok: false, reason: error.message, exchanges: [...recorder.exchanges], clockOffsetMs: clockOffset(recorder.exchanges) }
  }
}

/** How far the target's clock is ahead, by the Date field of its last response (RFC 9110 6.6.1), in milliseconds. */
function clockOffset(exchanges: readonly Exchange[]): number {
  const last = exchanges.findLast((exchange) => exchange.response)
  const date = Date.parse(header(last?.response, 'date') ?? '')
  return last && !Number.isNaN(date) ? date - (last.sentAt + last.ms / 2) : 0
}
