/** Words of the protocol and of every page: whoever chose one as a secret must not turn all of them into marks. */
const protocolWords = new Set(
  `access_token access_denied account_selection_required active assertion audience authenticate authorization authorization_code authorize authorized authorization_endpoint
  authorization_pending bearer basic browser cache-control charset client client_assertion client_assertion_type client_credentials client_id client_name client_secret
  client_secret_basic client_secret_jwt client_secret_post code code_challenge code_challenge_method code_verifier consent consent_required content-length content-type
  continue cookie deny denied device_code disabled document dpop_jkt duration enabled error error_description error_uri expired_token expires_in form_post fragment
  grant_type grant_types hidden id_token id_token_hint implicit insufficient_scope interaction_required introspect introspection invalid invalid_client invalid_dpop_proof
  invalid_grant invalid_redirect_uri invalid_request invalid_request_object invalid_request_uri invalid_scope invalid_target invalid_token issuer javascript localhost
  location login login_hint login_required logout multipart no-cache no-store nonce offline_access openid parameter parameters password passwords plain private_key_jwt profile
  prompt protected query redirect redirect_uri redirect_uris refresh_token registration request request_not_supported request_uri required resource response response_mode
  response_type response_types revocation revoke scope secret server_error session session_state slow_down state subject_token submit successful temporarily_unavailable
  text/html token token_endpoint token_type token_type_hint unauthorized unauthorized_client unsupported unsupported_grant_type unsupported_response_type
  unsupported_token_type urlencoded use_dpop_nonce username userinfo verifier www-authenticate`.split(/\s+/),
)

/** Whether the value is a word of the protocol or of its pages, in any letter case. */
export const isProtocolWord = (value: string): boolean => protocolWords.has(value.toLowerCase())

/** Whether one could say it aloud: letters with vowels and without heaps of consonants, two digits at most behind them; or a small number. */
function isWord(part: string): boolean {
  const letters = /^(\p{L}{1,16})\d{0,2}$/u.exec(part)?.[1]
  if (letters === undefined) return /^\d{0,4}$/.test(part)
  if (/\p{Lu}/u.test(letters.slice(1)) && !/^(?:\p{Lu}+|\p{Lu}?\p{Ll}+(?:\p{Lu}\p{Ll}{2,})+)$/u.test(letters)) return false
  return !/^[a-z]{5,}$/i.test(letters) || (/[aeiouy]/i.test(letters) && !/[bcdfghjklmnpqrstvwxz]{5}/i.test(letters))
}

const betweenWords = /[\s_\-.,:;/'?!]+|%20|\+(?=\p{Ll}{3})|(?<=\p{Ll}{2})(?=\p{Lu}\p{Ll}{2})/u

/** Plain words, with the punctuation that phrases, identifiers, paths and scopes have. What is mostly scraps is none. */
export function isPlainWords(value: string): boolean {
  const parts = value.split(betweenWords)
  const long = parts.filter((part) => /^\p{L}{3}/u.test(part)).reduce((sum, part) => sum + part.length, 0)
  return parts.every(isWord) && (value.length < 8 || long * 2 >= value.length)
}

/** A URL, or a path with words or a query. */
export const isUrlLike = (value: string): boolean =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ||
  /^[a-z][a-z0-9+.-]*%3A%2F%2F/i.test(value) ||
  /^\/[^?]*\?[\w.~-]+=/.test(value) ||
  (/^\.{0,2}\//.test(value) && isPlainWords(value))

/** Whether a value of a page or a cookie looks made to be unguessable, so that closing it everywhere cannot take words or syntax from the evidence. */
export function isRandomLooking(value: string): boolean {
  if (value.length < 8 || isUrlLike(value) || isProtocolWord(value) || isPlainWords(value)) return false
  if (/[\s'<>{}\\]|(?<!^)"(?!$)/.test(value)) return false
  if (/^[\d\s.,:;/+-]{0,15}$|^\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?$/.test(value)) return false
  return !/^[^@\s]+@[^@\s]+\.[a-z]+$/i.test(value)
}

/** Whether the text is a JWS or JWE in compact form: its first part is a JSON object with `alg` (RFC 7515 3.1, RFC 7516 3.1). */
export function isJwt(value: string): boolean {
  if (!/^[\w-]+\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]*)?$/.test(value)) return false
  return jsonPart(value, 0)?.['alg'] !== undefined
}

/** One base64url part of a compact JWT, if it is a JSON object. */
export function jsonPart(jwt: string, part: 0 | 1): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(jwt.split('.')[part] ?? '', 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
