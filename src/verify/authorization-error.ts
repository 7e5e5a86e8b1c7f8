import type { Landing } from '../user-agent/landing.ts'
import type { Finding } from './finding.ts'
import { held, misformed, noted, undecided } from './findings.ts'
import { fromInFront } from './gateway.ts'
import { arrivedWithError, lastHop, responseParameter, where } from './landings.ts'

/** The IANA registry OAuth Extensions Error, as far as errors of the authorization endpoint stand there, and those of RFC 6749 4.1.2.1 itself. */
const registered = new Set([
  'access_denied',
  'account_selection_required',
  'consent_required',
  'insufficient_user_authentication',
  'interaction_required',
  'invalid_authorization_details',
  'invalid_dpop_proof',
  'invalid_request',
  'invalid_request_object',
  'invalid_request_uri',
  'invalid_scope',
  'invalid_target',
  'login_required',
  'registration_not_supported',
  'request_not_supported',
  'request_uri_not_supported',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'unmet_authentication_requirements',
  'unsupported_response_type',
  'use_dpop_nonce',
])

const text = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/
const uri = /^[\x21\x23-\x5b\x5d-\x7e]*$/
const syntax = { error: text, error_description: text, error_uri: uri }

/** `error` and `error_description` are of %x20-21, %x23-5B and %x5D-7E, `error_uri` has no spaces either (RFC 6749 4.1.2.1, A.7 to A.9). */
export function errorInCharset(landing: Landing | undefined): Finding[] {
  if (!landing || !arrivedWithError(landing)) return unredirected(landing)
  const n = lastHop(landing)?.n
  const wrong = Object.entries(syntax).flatMap(([name, is]) =>
    responseParameter(landing, name).flatMap((value) =>
      is.test(plain(value)) ? [] : [`${name} ${JSON.stringify(outside(plain(value)))}`],
    ),
  )
  if (wrong.length === 0) return [held('error parameters in the characters that they may have', n)]
  return wrong.map((seen) => misformed('printable ASCII without quotation mark and backslash', `${seen}`, n))
}

/** The error is one of RFC 6749 or a registered one (RFC 6749 4.1.2.1, 8.5, 11.4). */
export function errorIsKnown(landing: Landing | undefined): Finding[] {
  if (!landing || !arrivedWithError(landing)) return unredirected(landing)
  const unknown = responseParameter(landing, 'error').filter((code) => !registered.has(code))
  const n = lastHop(landing)?.n
  return unknown.length > 0
    ? unknown.map((code) => misformed('a registered error code', `error ${JSON.stringify(code.slice(0, 60))}`, n))
    : [held(`error "${responseParameter(landing, 'error')[0]}"`, n)]
}

function unredirected(landing: Landing | undefined): Finding[] {
  if (!landing) return [noted('no authorization request was sent')]
  const n = lastHop(landing)?.n
  const inFront = fromInFront(landing)
  return [inFront ? undecided(inFront, n) : noted(`there is no error response to look at: ${where(landing)}`, n)]
}

/** Without marks: what they stand for is not in the text any more. */
const plain = (value: string): string => value.replace(/‹[a-z_]+:\d+›/g, '')

/** The characters that should not be there, a few of them. */
const outside = (value: string): string =>
  [...new Set(value)]
    .filter((one) => !text.test(one))
    .join('')
    .slice(0, 10)
