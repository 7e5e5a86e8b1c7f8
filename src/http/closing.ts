import { type Decoding, decodings, escapeFor } from './decodings.ts'
import type { Mark } from './exchange.ts'
import type { FormIndex, Span } from './form-index.ts'

/** How a text is closed. */
export interface Closing {
  /** Fields whose whole content is known to be a secret, however short. */
  spans?: readonly Span[]
  /** The text ends where a limit cut it, so it may end amid a secret. */
  cut?: boolean
  /** Marks that the text already holds and that stay. Without it every `‹` is text of a target and is escaped. */
  keeps?: (mark: string) => boolean
  /** Told of each secret that was found, with its place as the source has it. */
  found?: (mark: Mark, written: string, by: Decoding['by']) => void
}

interface Edit extends Pick<Span, 'suspected'> {
  start: number
  end: number
  mark?: Mark
  text: string
}

/** What every encoding and every mark has: a text without it is all there is to read. */
const mayBeWritten = /[%\\&‹]/

/** Puts marks in the place of secrets, in every encoding, and escapes what only looks like a mark. Every character of a secret is covered. */
export function closeText(text: string, index: FormIndex, how: Closing): string {
  if (!how.spans?.length && !mayBeWritten.test(text) && index.find(text, how.cut === true).length === 0) return text
  const edits: Edit[] = (how.spans ?? []).map((span) => ({ ...span, text: span.mark }))
  const finds: Edit[] = []
  const met: Met = { brackets: new Set(), ours: new Set() }
  for (const view of decodings(text)) {
    for (const { start, end, mark, suspected } of index.find(view.text, how.cut === true)) {
      finds.push({ start: view.from[start]!, end: view.from[end]!, mark, text: mark, ...(suspected && { suspected }) })
      how.found?.(mark, text.slice(view.from[start]!, view.from[end]!), view.by)
    }
    for (const edit of escapes(text, view, met, how)) edits.push(edit)
  }
  for (const find of finds) {
    const end = endBefore(find, met.ours)
    if (end === find.end || (find.suspected && end > find.start)) edits.push({ ...find, end })
  }
  return edits.length === 0 ? text : apply(text, edits)
}

/** What was met of `‹`: where each begins, and the places amid marks and escapes that stay. What seems a secret there is none: no target wrote them. */
interface Met {
  brackets: Set<number>
  ours: Set<number>
}

/** How far an edit goes until one of the places would be amid it. */
function endBefore({ start, end }: Edit, places: ReadonlySet<number>): number {
  for (let at = start; places.size > 0 && at <= end; at++) if (places.has(at)) return at - 1
  return end
}

/** Each `‹` that is not a mark of ours gets `·` behind it, in the encoding in which it stands. */
function* escapes(source: string, view: Decoding, { brackets, ours }: Met, how: Closing): Generator<Edit> {
  for (let at = view.text.indexOf('‹'); at >= 0; at = view.text.indexOf('‹', at + 1)) {
    const start = view.from[at]!
    if (brackets.has(start)) continue
    brackets.add(start)
    const kept = how.keeps ? keptAt(view.text, at, how.keeps) : 0
    for (let amid = start + 1; kept > 0 && amid < view.from[at + kept]!; amid++) ours.add(amid)
    if (kept > 0) continue
    const end = view.from[at + 1]!
    yield { start, end, text: source.slice(start, end) + escapeFor(view.by) }
  }
}

/** The length of an escaped `‹` or of a mark of ours, 0 where there is neither. */
function keptAt(text: string, at: number, keeps: (mark: string) => boolean): number {
  if (text[at + 1] === '·') return 2
  const mark = /^‹[a-z_]+:\d+›/.exec(text.slice(at, at + 80))?.[0]
  return mark !== undefined && keeps(mark) ? mark.length : 0
}

/** From left to right, the longest first; a secret that only overlaps another is covered by its own mark behind the other's. */
function apply(text: string, edits: Edit[]): string {
  edits.sort((a, b) => a.start - b.start || b.end - a.end)
  let closed = ''
  let at = 0
  for (const edit of edits) {
    if (edit.end <= at || (edit.start < at && edit.mark === undefined)) continue
    closed += text.slice(at, Math.max(at, edit.start)) + edit.text
    at = edit.end
  }
  return closed + text.slice(at)
}
