import type { Exchange } from '../http/exchange.ts'
import { accessToken, errorCode, issued, json, leaked, mediaType, member, noAnswer, refreshToken, seen } from './answer.ts'
import { isGatewayRefusal } from './client-authentication.ts'
import type { Facts, Finding } from './finding.ts'
import { broken, held, misformed, noted, undecided } from './findings.ts'

/** The registry of RFC 6749 11.4: what token endpoints, or others that a server may share code with, answer. */
const registered = new Set(
  `invalid_request invalid_client invalid_grant unauthorized_client unsupported_grant_type invalid_scope invalid_target invalid_dpop_proof use_dpop_nonce
  authorization_pending slow_down access_denied expired_token invalid_authorization_details unmet_authentication_requirements interaction_required login_required
  consent_required account_selection_required invalid_token insufficient_scope unsupported_response_type unsupported_token_type invalid_request_uri
  invalid_request_object request_not_supported request_uri_not_supported registration_not_supported insufficient_user_authentication`.split(
    /\s+/,
  ),
)

/** A refusal carries an error code that is registered (RFC 6749 5.2, 8.5). `server_error` is for the authorization endpoint, where no status can say it. */
export function namesRegisteredError(answer: Exchange | undefined): Finding[] {
  return ofRefusal(answer, (n) => {
    const code = errorCode(answer)
    if (code === undefined) return noted(`no error code: ${seen(answer)}`, n)
    return registered.has(code) ? held(`error "${code}"`, n) : misformed('a registered error code', `error "${code}"`, n)
  })
}

/** `error` and `error_description` are printable ASCII without quote and backslash, `error_uri` a URI reference (RFC 6749 5.2). */
export function keepsErrorCharacters(answer: Exchange | undefined, facts: Pick<Facts, 'marks'>): Finding[] {
  return ofRefusal(answer, (n) => {
    if (!json(answer)) return noted(`no JSON to look at: ${seen(answer)}`, n)
    const bad = Object.entries(allowedIn).find(([name, allowed]) => !allowed.test(opened(member(answer, name) ?? '', facts)))
    return bad
      ? misformed('printable ASCII without quote and backslash', `other characters in ${bad[0]}`, n)
      : held('no other characters', n)
  })
}

/** A secret that came back stands for its characters: one that holds others than ASCII for such a one. */
const opened = (text: string, { marks }: Pick<Facts, 'marks'>): string =>
  text.replace(/‹[a-z_]+:\d+›/g, (mark) => (marks[mark]?.alphabet === 'other' ? '\u00fc' : ''))

const text = /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/
const allowedIn: Readonly<Record<string, RegExp>> = { error: text, error_description: text, error_uri: /^[\x21\x23-\x5b\x5d-\x7e]*$/ }

/** Nothing secret that a request held comes back: code, verifier, tokens, password, secret (RFC 6749 10.8); and where no tokens are issued, no other either. */
export function repeatsNoSecret(answer: Exchange | undefined): Finding[] {
  const silent = noAnswer(answer)
  if (silent || !answer?.response) return [undecided(silent ?? 'there was no response', answer?.n)]
  const { body, within = [] } = answer.request
  const sent = [...(body?.match(secret) ?? []), ...within]
  const headers = answer.response.headers.filter(([name]) => name.toLowerCase() !== 'set-cookie').map(([, value]) => value)
  const came = [answer.response.body, ...headers].join('\n')
  const echoed = [...new Set(sent)].filter((mark) => came.includes(mark))
  const others = issued(answer) ? [] : leaked(answer)
  if (others.length > 0)
    return [broken('an answer without secrets', `${others.join(', ')} in it, which the request did not hold`, answer.n, graver)]
  return [
    echoed.length > 0
      ? broken('an answer without what was sent', `${echoed.join(', ')} in it`, answer.n)
      : held('no secret of the request comes back', answer.n),
  ]
}

/** An echo tells nobody what he did not know: another secret than those that were sent may be somebody's who never gave it away. */
const graver = { severity: 'medium' } as const

const secret = /‹(?:code|code_verifier|access_token|refresh_token|client_secret|password):\d+›/g

/** Markup that was sent does not come back as a page that a browser would run (RFC 6749 10.14). JSON may hold it, and so may plain text, which no
 *  browser takes for a page (WHATWG MIME Sniffing 7.2). */
export function showsNoMarkup(answer: Exchange | undefined, markup: string): Finding[] {
  const silent = noAnswer(answer)
  if (silent || !answer?.response) return [undecided(silent ?? 'there was no response', answer?.n)]
  const { n, response } = answer
  if (accessToken(answer)) return [broken('a refusal and no token', seen(answer), n)]
  const type = mediaType(answer)
  return /html|xml|svg/.test(type ?? 'html') && response.body.includes(markup)
    ? [broken('no page of what was sent', `the markup in a body of type ${type ?? 'unknown'}`, n)]
    : [held('the markup does not come back as a page', n)]
}

/** A malformed request is refused without harm: no token, no server error, no inside shown. A closed connection is a refusal too (RFC 6749 10.14). */
export function withstood(answer: Exchange | undefined): Finding[] {
  if (answer?.failure === 'reset') return [held('the connection was closed', answer.n)]
  if (answer?.failure === 'timeout') return [misformed('a refusal', 'no answer in time', answer.n)]
  const silent = noAnswer(answer)
  if (silent || !answer?.response) return [undecided(silent ?? 'there was no response', answer?.n)]
  const { n, response } = answer
  if (accessToken(answer) || refreshToken(answer) || leaked(answer).length > 0) return [broken('a refusal and no token', seen(answer), n)]
  if (stackTrace.test(response.body)) return [misformed('a refusal', 'a stack trace', n)]
  return [response.status >= 500 && response.status !== 501 ? misformed('a refusal', seen(answer), n) : held(`refused: ${seen(answer)}`, n)]
}

/** As Node, Java, Python, .NET, Go, PHP and Ruby write them. Lengths are limited, since a body full of beginnings would take minutes. */
const stackTrace =
  /\bat [\w$.<>[\] ]{1,200} ?\([^()\n]{1,200}:\d+(?::\d+)?\)|Traceback \(most recent call last\)|\bat [\w.$]+\([\w$]+\.java:\d+\)|\bat [\w.<>]+\([^)\n]*\) in [^\n]{1,200}:line \d+|goroutine \d+ \[|#0 [^\n]{1,200}\.php\(\d+\)|\.rb:\d+:in [`']/

function ofRefusal(answer: Exchange | undefined, judge: (n: number) => Finding): Finding[] {
  const silent = noAnswer(answer)
  if (silent || !answer?.response) return [undecided(silent ?? 'there was no response', answer?.n)]
  if (accessToken(answer)) return [broken('a refusal and no token', seen(answer), answer.n)]
  if (isGatewayRefusal(answer)) return [noted(`something in front of the server refused: ${seen(answer)}`, answer.n)]
  return [judge(answer.n)]
}
