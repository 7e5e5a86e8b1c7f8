import { type Exchange, header } from '../http/exchange.ts'
import { makeBench } from './bench.ts'
import type { Client } from './contract.ts'
import { NoVerdict } from './errors.ts'
import type { Lane } from './lanes.ts'
import type { Site } from './site.ts'

/** What came of an honest flow that no scenario asked for. */
export interface Flow {
  ok: boolean
  reason?: string
  exchanges: Exchange[]
  clockOffsetMs: number
}

/** The first honest flow: when it does not work, nothing can be judged. It may end at the code, where a token is out of reach. */
export const firstFlow = (site: Site, lane: Lane, upTo: 'code' | 'tokens' = 'tokens'): Promise<Flow> =>
  flow('first-flow', site, lane, (client) => client[upTo]())

/** An honest flow whose request wants its user to be asked for consent, after one in which the same was allowed. */
export const askingFlow = (site: Site, lane: Lane): Promise<Flow> => flow('asking-flow', site, lane, (client) => client.asked().code())

async function flow(name: string, site: Site, lane: Lane, deed: (client: Client) => Promise<unknown>): Promise<Flow> {
  const recorder = site.wire.recorder(name)
  const { client } = makeBench({
    site,
    recorder,
    browser: (user) => lane.browser(user),
    pause: async () => {},
    search: { seed: 1, runs: 1 },
    dropped: new Set(),
  })
  const ended = (came: { ok: boolean; reason?: string }): Flow => {
    const exchanges = [...recorder.exchanges]
    return { ...came, exchanges, clockOffsetMs: clockOffset(exchanges) }
  }
  try {
    await deed(client)
    return ended({ ok: true })
  } catch (error) {
    if (!(error instanceof NoVerdict)) throw error
    return ended({ ok: false, reason: error.message })
  }
}

/** How far the target's clock is ahead, by the Date field of its last response (RFC 9110 6.6.1), in milliseconds. */
function clockOffset(exchanges: readonly Exchange[]): number {
  const last = exchanges.findLast((exchange) => exchange.response)
  const date = Date.parse(header(last?.response, 'date') ?? '')
  return last && !Number.isNaN(date) ? date - (last.sentAt + last.ms / 2) : 0
}
