import { createHash } from 'node:crypto'
import { outcomes } from '../../scenario/outcome.ts'
import type { ScenarioResult } from '../../scenario/result.ts'
import type { ReadBeside } from '../beside.ts'
import type { Run } from '../run.ts'
import { actsOf } from './acts.ts'
import { html, Markup } from './markup.ts'
import { type Picture, picturesIn } from './pictures.ts'
import { sizeOfPng } from './png.ts'

/** What all pictures of a page may weigh together: in base64 a third more, which still goes by mail. */
const room = 6 * 2 ** 20

/** A picture as the page shows it: with its size where it is in the page, with the reason where it is not. */
export type ShownPicture = Omit<Picture, 'sha256'> & ({ width: number; height: number } | { lacking: 'apart' | 'unreadable' | 'room' })

/** The pictures of a page, each once. */
export interface Album {
  shown(picture: Picture): ShownPicture
  /** What the page holds of them, which its script reads when a scenario is opened. */
  packed(): Markup
}

/** Takes pictures into the page while there is room, those of what has to be looked at first. Without a reader all of them stay beside it. */
export function albumOf({ results }: Pick<Run, 'results'>, read: ReadBeside | undefined, limit = room): Album {
  const pictures = outcomes.flatMap((outcome) => results.filter((result) => result.outcome === outcome).flatMap(picturesOf))
  const taken = new Map<string, Taken>()
  let left = limit
  for (const picture of pictures) {
    if (taken.has(picture.file)) continue
    const one = read ? take(picture, read, left) : { lacking: 'apart' as const }
    if ('bytes' in one) left -= one.bytes.length
    taken.set(picture.file, one)
  }
  return { shown: (picture) => shown(picture, taken.get(picture.file)!), packed: () => packed(taken) }
}

type Taken = { width: number; height: number; bytes: Buffer } | { lacking: 'apart' | 'unreadable' | 'room' }

const picturesOf = (result: ScenarioResult): Picture[] => actsOf(result).flatMap(({ evidence }) => picturesIn(evidence))

/** Its digest tells whether a file is what the browser took; what else lies there under the name is not ours to show. */
function take({ file, sha256 }: Picture, read: ReadBeside, left: number): Taken {
  const bytes = read(file)
  const size = bytes && sizeOfPng(bytes)
  if (!size || createHash('sha256').update(bytes).digest('hex') !== sha256) return { lacking: 'unreadable' }
  return bytes.length > left ? { lacking: 'room' } : { ...size, bytes }
}

function shown({ sha256: _, ...picture }: Picture, taken: Taken): ShownPicture {
  if ('lacking' in taken) return { ...picture, lacking: taken.lacking }
  return { ...picture, width: taken.width, height: taken.height }
}

const packed = (taken: ReadonlyMap<string, Taken>): Markup =>
  html`${[...taken].map(
    ([file, one]) =>
      'bytes' in one && html`<script type="text/plain" data-picture="${file}">${new Markup(one.bytes.toString('base64'))}</script>\n`,
  )}`
