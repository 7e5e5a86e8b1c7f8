import { isJwt, isPlainWords, isProtocolWord, isRandomLooking } from './words.ts'

/** A value that must not be recorded. `fieldOnly`: too plain to be closed wherever else it occurs. */
export interface Secret {
  kind: string
  value: string
  fieldOnly: boolean
}

/** Parameters and members whose value is a secret by definition: RFC 6749, 7009, 7521, 7591, 7636, 7662, 8628, 8693, OpenID Connect, SAML. */
const secretNames = new Set(
  `code access_token refresh_token id_token id_token_hint logout_token token subject_token actor_token client_secret client_assertion assertion password new_password old_password
  code_verifier device_code user_code registration_access_token initial_access_token software_statement saml samlresponse samlrequest samlart saml_response saml_assertion`.split(
    /\s+/,
  ),
)

/** Secrets only when they hold a JWT: their names are ordinary words (RFC 9101, JARM). */
const jwtNames = new Set(['request', 'response', 'id_token_hint', 'logout_token'])

const publicNames = new Set(
  `state nonce iss issuer scope scopes token_type token_type_hint expires_in client_id redirect_uri redirect_uris response_type response_mode grant_type prompt max_age
  code_challenge code_challenge_method login_hint username acr_values resource audience display claims ui_locales client_assertion_type subject_token_type
  actor_token_type requested_token_type issued_token_type error_code status_code`.split(/\s+/),
)

/** Whether a parameter of this name is meant to be seen. */
export const isPublicName = (name: string): boolean => publicNames.has(name.toLowerCase()) || /^error/i.test(name)

const secretEnding =
  /(?:^|[_.-]|[a-z](?=[A-Z]))(?:tokens?|secret|passw(?:or)?d|pwd|assertion|code|ticket|csrf|xsrf|sid|session_?id|api_?key)$/i

/** Whether the name alone allows its value to be a secret. */
export function mayBeSecret(name: string): boolean {
  let answer = answers.get(name)
  if (answer === undefined) {
    const key = name.toLowerCase()
    answer = name !== '' && !isPublicName(name) && (secretEnding.test(name) || secretNames.has(key) || jwtNames.has(key))
    if (answers.size < 10_000) answers.set(name, answer)
  }
  return answer
}
/** The same few names come with every message. */
const answers = new Map<string, boolean>()

/** The kind of mark that a name gives: `SAMLResponse` is `saml_response`. */
export const kindOf = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]{2,})([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z]+/g, '_')
    .replace(/^_+|_+$/g, '') || 'secret'

/** Whether a named value is a secret. `isPublic` tells what must stay readable. */
export function secretByName(name: string, value: string, isPublic: (value: string) => boolean): Secret | undefined {
  if (!mayBeSecret(name)) return undefined
  const key = name.toLowerCase()
  if (value === '' || /^https?:\/\//i.test(value)) return undefined
  if (jwtNames.has(key) && !isJwt(value)) return undefined
  if (secretNames.has(key) || jwtNames.has(key)) return { kind: kindOf(name), value, fieldOnly: isPlain(value, isPublic) }
  if (value.length >= 16 && secretEnding.test(name) && isRandomLooking(value) && !isPublic(value))
    return { kind: kindOf(name), value, fieldOnly: false }
  return undefined
}

/** As `secretByName`, for a member of JSON or script, where `code` is mostly an error's: `{"code": "invalid_request"}`. */
export function secretMember(name: string, value: string, isPublic: (value: string) => boolean): Secret | undefined {
  if (name.toLowerCase() === 'code' && (value.length < 8 || /^[\d.]+$/.test(value) || isPlainWords(value))) return undefined
  return secretByName(name, value, isPublic)
}

/** A cookie's value is closed in its field always, elsewhere when it looks random. */
export const cookieSecret = (value: string, isPublic: (value: string) => boolean): Secret => ({
  kind: 'cookie',
  value,
  fieldOnly: !isRandomLooking(value) || isPublic(value),
})

/** An input of a page: a prefilled password, a parameter by its name, or a hidden value, which stays readable when it is words, a number, a URL or public. */
export function inputSecret(
  input: { name: string; type: string; value: string },
  isPublic: (value: string) => boolean,
): Secret | undefined {
  const { name, type, value } = input
  if (type === 'password') return { kind: 'password', value, fieldOnly: isPlain(value, isPublic) }
  const named = secretByName(name, value, isPublic)
  if (named || type !== 'hidden' || isPublicName(name) || isPublic(value)) return named
  if (isRandomLooking(value)) return { kind: 'hidden_input', value, fieldOnly: false }
  return value.length < 8 && !isPlainWords(value) ? { kind: 'hidden_input', value, fieldOnly: true } : undefined
}

const isPlain = (value: string, isPublic: (value: string) => boolean): boolean =>
  isProtocolWord(value) || isPlainWords(value) || isPublic(value)
