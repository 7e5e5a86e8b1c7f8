import type { Progress } from '../scenario/result.ts'
import { type Clock, Live, type LiveOptions } from './progress/live.ts'
import { told } from './progress/told.ts'
import { type Paper, paper, type TerminalStyle } from './terminal/paper.ts'

/** How progress looks: with `verbose` every scenario has a line that stays, and not only one that fails or has no verdict. */
export type ProgressStyle = Pick<TerminalStyle, 'color' | 'verbose'>

/** Progress for a terminal whose lines can be rewritten: a block at its end, and above it what stays. */
export const liveProgress = (style: ProgressStyle, options: Omit<LiveOptions, 'on' | 'clock'>): Live =>
  new Live({ ...options, on: paperOf(style), clock: realClock() })

/** Progress for a file or a pipeline: the lines that stay. */
export const plainProgress = (style: ProgressStyle): ((news: Progress) => string) => {
  const on = paperOf(style)
  return (news) => told(on, news)
}

/** Progress measures its lines itself. */
const paperOf = (style: ProgressStyle): Paper => paper({ ...style, width: 0 })

/** No run waits for the next picture of it. */
function realClock(): Clock {
  let timer: NodeJS.Timeout | undefined
  return {
    now: () => performance.now(),
    later(ms, deed) {
      clearTimeout(timer)
      timer = setTimeout(deed, ms).unref()
    },
  }
}
