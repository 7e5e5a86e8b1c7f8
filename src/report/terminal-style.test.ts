import { expect, it } from 'vitest'
import { terminalStyle } from './terminal-style.ts'

const tty = { isTTY: true, columns: 100 }

it.each([
  [tty, {}, { color: true, width: 100, live: true }],
  [{}, {}, { color: false, width: 80, live: false }],
  [{}, { COLUMNS: '70' }, { color: false, width: 70, live: false }],
  [{}, { COLUMNS: '-3' }, { color: false, width: 80, live: false }],
  [tty, { NO_COLOR: '1' }, { color: false, width: 100, live: true }],
  [tty, { NO_COLOR: '' }, { color: true, width: 100, live: true }],
  [{}, { FORCE_COLOR: '1' }, { color: true, width: 80, live: false }],
  [{}, { FORCE_COLOR: '' }, { color: true, width: 80, live: false }],
  [tty, { FORCE_COLOR: '0' }, { color: false, width: 100, live: true }],
  [tty, { NO_COLOR: '1', FORCE_COLOR: '1' }, { color: false, width: 100, live: true }],
  [tty, { TERM: 'dumb' }, { color: false, width: 100, live: false }],
  [tty, { TERM: 'dumb', FORCE_COLOR: '1' }, { color: true, width: 100, live: false }],
  [tty, { CI: 'true' }, { color: true, width: 100, live: false }],
])('%j with %j', (screen, env, style) => {
  expect(terminalStyle(screen, env)).toEqual(style)
})
