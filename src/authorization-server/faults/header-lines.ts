import type { Answer } from '../answer.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorizationResponse } from '../endpoints/authorization.ts'
import { accepting } from './comparing.ts'
import type { Fault } from './fault.ts'

const isError = ({ response }: AuthorizationCall): boolean => response.some(([name]) => name === 'error')

/** An answer whose Location was written as it is: what follows a line break in it is a header field. */
function written(answer: Answer, location: string, lineBreak: RegExp): Answer {
  const [first = '', ...lines] = location.split(lineBreak)
  const fields = lines.flatMap((line) => {
    const [, name, value = ''] = /^([\w-]+): *([\x20-\x7e]*)/.exec(line) ?? []
    return name === undefined ? [] : [[name.toLowerCase(), value]]
  })
  return {
    ...answer,
    headers: { ...answer.headers, location: first.replaceAll(/[^\x21-\x7e]/gu, encodeURIComponent), ...Object.fromEntries(fields) },
  }
}

/** Writes Location by itself where what goes into it has such line breaks. */
const writing = (
  lineBreak: RegExp,
  inLocation: (call: AuthorizationCall, state: string) => string | undefined,
): Pick<Fault, 'authorizationResponse'> => ({
  authorizationResponse: {
    redirect: (call: AuthorizationCall) => {
      const answer = authorizationResponse.redirect(call)
      const location = inLocation(call, call.state ?? '')
      return location !== undefined && lineBreak.test(location) ? written(answer, location, lineBreak) : answer
    },
  },
})

const withState = ({ location }: AuthorizationCall, state: string): string =>
  location.replace(/([?&]state=)[^&#]*/, (_, name: string) => `${name}${state}`)

const toBytes = (text: string): string => text.replaceAll(/[\s\S]/g, (character) => String.fromCharCode(character.charCodeAt(0) & 0xff))

/** Faults that write line breaks of a request into header fields. */
export const headerLineFaults = {
  'begins-headers-at-line-breaks-in-state': {
    summary: 'Writes state into Location beside a code as it came, so that what follows a line break in it is a header field.',
    seen: 'derived: RFC 6749 10.14',
    ...writing(/\r\n/, (call, state) => (isError(call) ? undefined : withState(call, state))),
  },
  'begins-headers-at-line-breaks-in-error-texts': {
    summary: 'Quotes scope in error_description as it came, so that what follows a line break in it is a header field.',
    seen: 'derived: RFC 6749 10.14',
    ...writing(/\r\n/, (call) => (isError(call) ? `${call.location}&error_description=no+${call.parameters.get('scope')}` : undefined)),
  },
  'begins-headers-at-line-feeds-in-state': {
    summary:
      'Leaves a line feed that stands alone in state as it is in Location, of which a proxy in front of the server makes the end of the field.',
    seen: 'derived: RFC 6749 10.14',
    ...writing(/(?<!\r)\n/, (call, state) => (isError(call) ? undefined : withState(call, state))),
  },
  'cuts-characters-of-state-to-bytes': {
    summary:
      'Looks for line breaks in state before it cuts each character to its last byte, by which others become line breaks in Location.',
    seen: 'CVE-2016-2216 (Node.js)',
    ...writing(/\r\n/, (call, state) => (state.includes('\n') ? undefined : withState(call, toBytes(state)))),
  },
  'begins-headers-at-line-breaks-beside-errors': {
    summary: 'Writes state into Location beside an error as it came, so that what follows a line break in it is a header field.',
    seen: 'derived: RFC 6749 10.14',
    ...writing(/\r\n/, (call, state) => (isError(call) ? withState(call, state) : undefined)),
  },
  'begins-headers-in-lines-of-redirect-uri': {
    summary: 'Compares the first line of redirect_uri alone, and writes all of it into Location as it came.',
    seen: 'derived: RFC 6749 10.14; RFC 9700 4.1.3',
    ...accepting((registered, requested) => requested.split('\r\n')[0] === registered),
    ...writing(/\r\n/, ({ location }) => location),
  },
} satisfies Record<string, Fault>
