import type { Foreign, Landing } from '../user-agent/landing.ts'
import type { Facts, Finding } from './finding.ts'
import { broken, held, misformed, undecided } from './findings.ts'
import { lastHop, sentState, where } from './landings.ts'

/** The pages that a real browser showed ask nobody else for anything, and what they say where their links lead tells nothing of the request
 *  (RFC 9700 4.2.4). What lies at a client's own origin is the client's, and what the metadata names as the server's terms, policy and
 *  documentation the server's (RFC 8414 2). What is of the server's registrable domain is no third party's, and may learn nothing all the same. */
export function toldNoStranger(landing: Landing | undefined, { clients, metadata }: Pick<Facts, 'clients' | 'metadata'>): Finding[] {
  if (!landing) return []
  const { views = [], at } = landing
  if (views.length === 0) return [undecided(at === 'nowhere' ? where(landing) : 'no page was shown', lastHop(landing)?.n)]
  const ofServer = documents.flatMap((name) => (typeof metadata[name] === 'string' ? [metadata[name]] : []))
  const own = new Set([...Object.values(clients).flatMap(({ redirect_uris }) => redirect_uris), ...ofServer].map(originOf))
  const told = views.flatMap(({ n, foreign }) => foreign.filter(({ url }) => !own.has(originOf(url))).map((one) => ({ n, one })))
  const state = sentState(landing)
  const leak = told.find(({ one }) => holdsSecret(one, state))
  if (leak)
    return [broken('nothing of the request told to another site', `${originOf(leak.one.url)} is told ${what(leak.one, state)}`, leak.n)]
  const first = told.find(({ one }) => !one.same_site)
  if (!first) return [held(`nothing on ${views.length === 1 ? 'the page' : `${views.length} pages`} leads to another site`, views[0]?.n)]
  const how = first.one.by === 'link' ? 'a link to' : 'something from'
  return [
    misformed('pages that have nothing of other sites', `${how} ${originOf(first.one.url)}, which \`origins\` does not name`, first.n),
  ]
}

const documents = ['op_tos_uri', 'op_policy_uri', 'service_documentation']

const originOf = (url: string): string => URL.parse(url)?.origin ?? url

const texts = ({ url, referer = '' }: Foreign): [name: string, text: string][] => [
  ['the Referer', referer],
  ['the URL', url],
]

const isSecret = (text: string, state: string | undefined): boolean =>
  /‹[a-z_]+:\d+›/.test(decoded(text)) || (state !== undefined && state.length > 7 && decoded(text).includes(state))

const holdsSecret = (of: Foreign, state: string | undefined): boolean => texts(of).some(([, text]) => isSecret(text, state))

const what = (of: Foreign, state: string | undefined): string =>
  `the request by ${texts(of).find(([, text]) => isSecret(text, state))?.[0]}, ${of.by === 'link' ? 'once its link is followed' : 'from which the page loads something'}`

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
