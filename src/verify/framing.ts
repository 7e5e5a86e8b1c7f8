import { type Exchange, headerValues } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import { mediaType } from './answer.ts'
import type { Finding } from './finding.ts'
import { broken, held, misformed, undecided } from './findings.ts'

/** The pages that a user answered forbid strangers to frame them: by `frame-ancestors`, which wins where it is there (CSP 3 7.8.1), or by X-Frame-Options
 *  (RFC 9700 4.16, RFC 7034 2.1). A script that breaks out of frames, and cookies that stay out of them, keep strangers off too, less surely. */
export function unframed(landing: Landing): Finding[] {
  const posted = landing.hops.filter((page, i) => isPage(page) && landing.hops[i + 1]?.request.method === 'POST')
  const pages = posted.length > 0 ? posted : byScript(landing)
  if (pages.length === 0) return [undecided('no page was answered', landing.hops.at(-1)?.n)]
  const open = pages.filter((page) => !forbidsFrames(page))
  if (posted.length === 0 && open.length > 0 && open.length < pages.length)
    return [undecided('a script sent the answers, and of several pages it is not known which they were on', open[0]?.n)]
  if (open.length === 0) return [held(`${pages.length === 1 ? 'the page' : 'each page'} forbids frames of strangers`, pages[0]?.n)]
  const expected = 'frame-ancestors in Content-Security-Policy, or X-Frame-Options'
  const kept = staysOutOfFrames(landing)
  return open.map((page) => {
    if (breaksOut(page)) return misformed(expected, 'a script alone that leaves frames', page.n)
    return kept
      ? misformed(expected, 'neither on a page with a form; its cookies alone stay out of frames of strangers', page.n)
      : broken(expected, 'neither on a page with a form, which any site may frame', page.n)
  })
}

/** Where scripts send what users type and click, no request tells on which page that was. */
const byScript = ({ answered = [], hops }: Landing): Exchange[] =>
  answered.length > 0 ? hops.filter((hop) => isPage(hop) && hop.response?.status === 200) : []

const isPage = (page: Exchange): boolean => /^(?:text\/html|application\/xhtml\+xml)$/.test(mediaType(page) ?? '')

function forbidsFrames({ response }: Exchange): boolean {
  const ancestors = headerValues(response, 'content-security-policy')
    .flatMap((field) => field.split(','))
    .flatMap(frameAncestors)
  if (ancestors.length > 0) return ancestors.some((sources) => !sources.some(isAnybody))
  const options = headerValues(response, 'x-frame-options').flatMap((field) => field.split(',').map((one) => one.trim().toLowerCase()))
  return options.some((one) => one === 'deny' || one === 'sameorigin')
}

/** The sources of one policy's first `frame-ancestors`: a later one of the same policy does not count (CSP 3 2.2.1). */
function frameAncestors(policy: string): string[][] {
  const directives = policy.split(';').map((directive) => directive.trim().toLowerCase().split(/\s+/))
  const found = directives.find(([name]) => name === 'frame-ancestors')
  return found ? [found.slice(1)] : []
}

/** A star, or a scheme without host, lets everybody in. */
const isAnybody = (source: string): boolean => /^(?:https?:\/\/)?\*(?::(?:\*|\d+))?$|^[a-z][a-z\d+.-]*:$/.test(source)

/** As the usual frame-busters write it. */
const breaksOut = ({ response }: Exchange): boolean =>
  /\b(?:self|window|parent|top)\s*[!=]==?\s*(?:window\.)?(?:self|top|parent|window)\b|\btop\.location\b/.test(response?.body ?? '')

/** Whether every cookie that was set on the way says that requests of other sites, and so frames in them, go without it (RFC 6265bis 5.6.7). */
function staysOutOfFrames({ hops }: Landing): boolean {
  const set = hops.flatMap(({ response }) => headerValues(response, 'set-cookie'))
  return set.length > 0 && set.every((cookie) => /;\s*samesite\s*=\s*(?:lax|strict)\s*(?:;|$)/i.test(cookie))
}
