import { profileTitle } from '../headline.ts'
import type { ShownRun } from '../shown.ts'
import { badge, labelled, type Paper, wrapped } from './paper.ts'

/** Who judged whom, by what, and what has to be known beforehand. */
export function head(on: Paper, run: ShownRun): string[] {
  const { paint } = on
  return [
    `${paint.bold(run.tool.name)} ${run.tool.version}`,
    '',
    ...labelled(on, 'target', run.target.name),
    ...labelled(on, 'issuer', run.target.issuer),
    ...labelled(on, 'profile', `${run.profile}: ${profileTitle(run.profile)}`),
    ...(run.selection.asked.length > 0 ? labelled(on, 'selected', run.selection.asked.join(', ')) : []),
    ...(run.target.embedded
      ? loud(on, 'EMBEDDED', 'This is the authorization server that comes with grantproof: the result says nothing about any other server.')
      : []),
    ...run.warnings.flatMap((warning) => loud(on, 'WARNING', warning)),
  ]
}

function loud(on: Paper, word: string, text: string): string[] {
  const lines = wrapped(text, on.width - word.length - 6)
  return ['', ...lines.map((line, i) => `  ${i === 0 ? badge(on, word) : ' '.repeat(word.length + 2)}  ${line}`)]
}
