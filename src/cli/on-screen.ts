import type { Live } from '../report/progress/live.ts'
import { liveProgress, plainProgress } from '../report/progress.ts'
import { terminalStyle } from '../report/terminal-style.ts'

/** What progress is shown of. */
export interface Shown {
  /** The ids of the scenarios that are about to run. */
  scenarios: readonly string[]
  requests(): number
  /** A line for every scenario, and not only for those that fail or have no verdict. */
  verbose?: boolean | undefined
}

/** What is asked of a process. */
type House = Pick<NodeJS.Process, 'stderr' | 'stdout' | 'env' | 'on' | 'off' | 'prependListener' | 'pid' | 'kill'>

/** Shows progress on stderr until the end: live on a terminal, else in lines. */
export function onScreen({ verbose = false, ...shown }: Shown, house: House = process): Pick<Live, 'show' | 'end'> {
  const { stderr, stdout, env } = house
  const { live, color } = terminalStyle(stderr, env)
  if (!live) {
    const linesOf = plainProgress({ color, verbose })
    return { show: (news) => void stderr.write(linesOf(news)), end() {} }
  }
  const write = stderr.write.bind(stderr)
  const size = () => ({ columns: terminalStyle(stderr, env).width, rows: stderr.rows || undefined })
  const block = liveProgress({ color, verbose }, { ...shown, size, write: (text) => void write(text) })
  const releases = [...[stderr, stdout].filter(({ isTTY }) => isTTY).map((stream) => givingWay(stream, block)), ...heeding(house, block)]
  const end = (): void => {
    block.end()
    for (const release of releases) release()
  }
  return { show: (news) => block.show(news), end }
}

/** What a scenario of one's own, or anybody else, writes to a stream goes above the block. Returns how to take that back. */
function givingWay(stream: NodeJS.WriteStream, block: Live): () => void {
  const { write } = stream
  const aside = (...args: Parameters<typeof write>): boolean => {
    const [text] = args
    return block.aside(typeof text === 'string' ? text : new TextDecoder().decode(text), () => write.apply(stream, args))
  }
  stream.write = aside as typeof write
  return () => {
    stream.write = write
  }
}

/** Node writes its warnings past every stream, after it told those who heed them. A run that is put to sleep by Ctrl+Z leaves the screen to the shell. */
function heeding(house: House, block: Live): (() => void)[] {
  const { stderr } = house
  const warned = (): void => block.aside('', () => {})
  const asleep = (): void => void block.aside('', () => house.kill(house.pid, 'SIGSTOP'))
  const resized = (): void => block.refresh()
  house.prependListener('warning', warned)
  house.on('SIGTSTP', asleep)
  stderr.on('resize', resized)
  return [() => house.off('warning', warned), () => house.off('SIGTSTP', asleep), () => stderr.off('resize', resized)]
}
