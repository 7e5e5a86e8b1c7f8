import type { Exchange } from '../../../http/exchange.ts'

/** A scenario, which is a page in a HAR, and those of its exchanges that are wanted. */
export interface HarPage {
  id: string
  title: string
  exchanges: readonly Exchange[]
}

/** Exchanges as HAR 1.2. */
export function harOf(tool: { name: string; version: string }, pages: readonly HarPage[], comment?: string): object
