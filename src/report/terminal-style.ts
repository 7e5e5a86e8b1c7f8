/** What is asked of a stream: Node's standard streams fit. */
export interface Screen {
  isTTY?: boolean
  columns?: number
}

type Environment = Readonly<Record<string, string | undefined>>

/** How to write to a stream. `live`: a line can be rewritten. NO_COLOR (no-color.org) wins over FORCE_COLOR; TERM=dumb has neither colours nor a cursor. */
export function terminalStyle(screen: Screen, env: Environment): { color: boolean; width: number; live: boolean } {
  const dumb = env['TERM'] === 'dumb'
  const tty = screen.isTTY === true
  const columns = Number(env['COLUMNS'])
  return {
    color: !env['NO_COLOR'] && (forced(env['FORCE_COLOR']) ?? (tty && !dumb)),
    width: screen.columns || (Number.isInteger(columns) && columns > 0 ? columns : 80),
    live: tty && !dumb && !env['CI'],
  }
}

/** FORCE_COLOR set to nothing or a number above 0 forces colours, `0` and `false` forbid them. */
function forced(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined
  return value !== '0' && value !== 'false'
}
