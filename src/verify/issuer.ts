import type { Landing } from '../user-agent/landing.ts'
import { noAnswer } from './answer.ts'
import type { Facts, Finding } from './finding.ts'
import { about, broken, held, misformed, noted, undecided } from './findings.ts'
import { lastHop, responseParameter, where } from './landings.ts'

const parameter = 'authorization_response_iss_parameter_supported'

/** A server that offers `iss` puts it into every authorization response, errors included (RFC 9207 2), and says so in its metadata (2.3). One that
 *  neither promises nor sends it does not support RFC 9207, which is a choice. */
export function sendsIss(landings: readonly (Landing | undefined)[], { metadata }: Pick<Facts, 'metadata'>): Finding[] {
  const responses = landings.filter((landing) => landing?.at === 'redirect_uri')
  if (responses.length === 0) return [undecided('there was no authorization response')]
  const promised = metadata[parameter] === true
  const without = responses.filter((landing) => issOf(landing).length === 0)
  const silent = landings.find((landing) => landing && landing.at !== 'redirect_uri' && noAnswer(lastHop(landing)))
  if (silent && !(promised && without.length > 0))
    return [undecided(`a response is missing: ${noAnswer(lastHop(silent))}`, lastHop(silent)?.n)]
  if (without.length === responses.length && !promised) return [noted('the server neither promises nor sends iss')]
  const published = Object.keys(metadata).length > 0
  const n = lastHop(responses.find((landing) => !without.includes(landing)))?.n
  const unsaid =
    published && !promised ? about('rfc9207-2.3-iss-advertised', [misformed(`${parameter}: true`, unsaidSeen(metadata), n)]) : []
  const lacking = without.map((landing) => {
    const violated = promised ? broken : misformed
    return violated('iss in every authorization response', `none ${landing ? where(landing) : ''}`, lastHop(landing)?.n)
  })
  return [...(lacking.length > 0 ? lacking : [held(`iss in ${responses.length} of ${responses.length} responses`, n)]), ...unsaid]
}

/** `iss` is the issuer of the metadata, compared as strings (RFC 9207 2.4, RFC 3986 6.2.1), without query and fragment (2). */
export function namesItsIssuer(landings: readonly (Landing | undefined)[], { metadata }: Pick<Facts, 'metadata'>): Finding[] {
  const sent = landings.flatMap((landing) => issOf(landing).map((iss) => ({ iss, n: lastHop(landing)?.n })))
  const issuer = metadata['issuer']
  if (sent.length === 0) return [noted('the server sends no iss')]
  if (typeof issuer !== 'string') return [noted(`iss is "${sent[0]?.iss}", and no metadata say what it should be`, sent[0]?.n)]
  const wrong = sent.find(({ iss }) => iss !== issuer)
  if (wrong) return [broken(`iss "${issuer}", as in the metadata`, `"${wrong.iss}"`, wrong.n)]
  if (/[?#]/.test(issuer)) return [broken('an issuer without query and fragment', `"${issuer}"`, sent[0]?.n)]
  return [held(`iss is the issuer of the metadata in ${sent.length} responses`, sent[0]?.n)]
}

const issOf = (landing: Landing | undefined): string[] => (landing?.at === 'redirect_uri' ? responseParameter(landing, 'iss') : [])

const unsaidSeen = (metadata: Record<string, unknown>): string =>
  metadata[parameter] === undefined
    ? 'iss is sent and the metadata say nothing of it'
    : `iss is sent, and ${parameter} is ${metadata[parameter]}`
