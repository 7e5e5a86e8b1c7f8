import type { Landing } from '../user-agent/landing.ts'
import { noAnswer } from './answer.ts'
import { lastHop } from './landings.ts'

/** Why an error page may be somebody else's than the server's: a filter in front of it refuses with these, or limits the rate. */
export function fromInFront(landing: Landing): string | undefined {
  if (landing.at !== 'error_page') return undefined
  const last = lastHop(landing)
  const status = last?.response?.status
  return (
    noAnswer(last) ??
    (status === 403 || status === 406 ? `something in front of the server may have refused (status ${status})` : undefined)
  )
}
