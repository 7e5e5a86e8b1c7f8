import { HttpError, OAuthError, PageError } from '../answer.ts'
import { MalformedForm, Parameters } from '../parameters.ts'
import type { Call } from '../world.ts'

/** Refuses other methods and names the right ones (RFC 9110 15.5.6). */
export const allow =
  (...methods: string[]) =>
  (call: Call): void => {
    if (!methods.includes(call.method)) throw new HttpError(405, 'method not allowed', { allow: methods.join(', ') })
  }

/** Whether the body says that it is a form, with or without a charset, which can only be UTF-8 (RFC 6749 appendix B). */
const isForm = (call: Call): boolean =>
  /^application\/x-www-form-urlencoded\s*(;\s*charset="?utf-8"?\s*)?$/i.test(call.headers['content-type'] ?? '')

/** The parameters of a form. Throws {@link MalformedForm} where there is none. */
export function formBody(call: Call): Parameters {
  if (!isForm(call)) throw new MalformedForm('the body is not application/x-www-form-urlencoded')
  return Parameters.parse(new TextDecoder('utf-8', { fatal: true }).decode(call.body))
}

/** Reads what a client posts: the body alone, never the query (RFC 6749 2.3.1, 4.1.3). */
export function readClientForm(call: Call): void {
  try {
    call.parameters = formBody(call)
  } catch {
    throw new OAuthError('invalid_request', 'the body must be application/x-www-form-urlencoded in UTF-8')
  }
}

/** No parameter may be repeated (RFC 6749 3.2). */
export function checkRepeatedParameters(call: Call): void {
  if (call.parameters.repeated().length > 0) throw new OAuthError('invalid_request', 'a parameter is repeated')
}

/** Reads what a browser sends: the query of a GET, the form of a POST (RFC 6749 3.1). */
export function readBrowserForm(call: Call): void {
  try {
    call.parameters = call.method === 'POST' ? formBody(call) : Parameters.parse(call.query)
  } catch {
    throw new PageError('The request is not form-encoded UTF-8.')
  }
}
