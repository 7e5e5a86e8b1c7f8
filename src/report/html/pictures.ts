import type { SavedEvidence } from '../../scenario/result.ts'

/** A picture of a page, in a file beside the run. */
export interface Picture {
  file: string
  sha256: string
  /** The exchange that brought the page. */
  n?: number
  /** What a browser made of the page, in a few words. */
  came?: string
}

/** Pictures that a browser took, wherever they are in an act's evidence. Only what a run itself calls its files is one. */
export function picturesIn(evidence: SavedEvidence): Picture[] {
  return Object.values(evidence).flatMap((part) => {
    if (typeof part !== 'object' || part === null) return []
    return [...own(part as SavedEvidence), ...picturesIn(part as SavedEvidence)]
  })
}

function own({ picture, n, ...view }: SavedEvidence): Picture[] {
  if (typeof picture !== 'object' || picture === null) return []
  const { file, sha256 } = picture as SavedEvidence
  if (typeof file !== 'string' || typeof sha256 !== 'string' || !/^evidence\/\w+\.png$/.test(file)) return []
  const came = cameOf(view)
  return [{ file, sha256, ...(typeof n === 'number' && { n }), ...(came !== undefined && { came }) }]
}

function cameOf({ executed, displayed, again, opener }: SavedEvidence): string | undefined {
  if (wasTold(opener)) return 'the page of another site that opened the window, and what it was told'
  if (Array.isArray(executed) && executed.length > 0) return 'a script of the request ran in it'
  if (typeof again === 'string') return 'the Back button showed it again, without a request'
  return displayed === false ? 'the browser did not display it in the frame' : undefined
}

/** The picture is of that page then. */
const wasTold = (opener: unknown): boolean => {
  const { told } = (opener ?? {}) as SavedEvidence
  return Array.isArray(told) && told.length > 0
}
