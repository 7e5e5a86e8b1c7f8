import type { SavedEvidence } from '../../scenario/result.ts'

/** A picture of a page, in a file beside the run. */
export interface Picture {
  file: string
  /** The exchange that brought the page. */
  n?: number
}

/** Pictures that a browser took, wherever they are in an act's evidence. Only what a run itself calls its files is one. */
export function picturesIn(evidence: SavedEvidence): Picture[] {
  return Object.values(evidence).flatMap((part) => {
    if (typeof part !== 'object' || part === null) return []
    return [...own(part), ...picturesIn(part as SavedEvidence)]
  })
}

function own(part: object): Picture[] {
  if (!('picture' in part) || typeof part.picture !== 'object' || part.picture === null || !('file' in part.picture)) return []
  const { file } = part.picture
  if (typeof file !== 'string' || !/^evidence\/\w+\.png$/.test(file)) return []
  return [{ file, ...('n' in part && typeof part.n === 'number' && { n: part.n }) }]
}
