import { authorizationCode } from '../endpoints/authorization-code.ts'
import { formBody, readClientForm } from '../endpoints/request.ts'
import type { TokenCall } from '../endpoints/token.ts'
import { token } from '../endpoints/token.ts'
import type { Call } from '../world.ts'
import type { Fault } from './fault.ts'

/** What a parser or a database throws at its caller, who did not expect it. */
function crash(when: boolean): void {
  if (when) throw new TypeError('unexpected')
}

const reading = (breaks: (call: Call) => boolean) => ({
  readParameters: (call: TokenCall): void => {
    crash(breaks(call))
    readClientForm(call)
  },
})
const lookingUp = (breaks: (code: string) => boolean) => ({
  findCode: (call: TokenCall): void => {
    crash(breaks(call.parameters.get('code') ?? ''))
    authorizationCode.findCode(call)
  },
})
const isForm = ({ headers }: Call): boolean => (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')

/** Malformed requests that end in a server error. */
export const malformedTokenRequestFaults = {
  'crashes-on-malformed-encoding': {
    summary: 'Answers a form with a broken encoding by a server error.',
    seen: 'cloudflare/workers-oauth-provider issue 243, in Basic credentials',
    also: { 'token-request/shows-which-bodies-are-read': 'A form in another charset is malformed for it too.' },
    token: {
      readParameters: (call) => {
        if (isForm(call)) call.parameters = formBody(call)
        else readClientForm(call)
      },
    },
  },
  'crashes-on-nul': {
    summary: 'Hands NUL on to a database that takes none.',
    seen: 'simple-login issue 2755; zitadel issue 12278; logto issue 8990; django-oauth-toolkit issue 1006',
    authorizationCode: lookingUp((code) => code.includes('\0')),
  },
  'crashes-on-quotes': {
    summary: 'Puts a code between the quotes of a query.',
    seen: 'derived: RFC 6749 10.14',
    authorizationCode: lookingUp((code) => code.includes("'")),
  },
  'crashes-on-long-values': {
    summary: 'Has no room for a code of more than 4000 characters, and does not say so.',
    seen: 'derived: RFC 6749 10.14',
    authorizationCode: lookingUp((code) => code.length > 4000),
  },
  'crashes-on-many-parameters': {
    summary: 'Gives up on a form with more than a thousand parameters.',
    seen: 'derived: RFC 6749 10.14',
    token: reading(({ body }) => body.toString('latin1').split('&').length > 1000),
  },
  'crashes-on-brackets-in-names': {
    summary: 'Reads brackets in names as lists and maps, and takes them for text.',
    seen: 'derived: RFC 6749 10.14',
    token: reading(({ body }) => /[&^]code(\[|%5b)/i.test(body.toString('latin1'))),
  },
  'looks-grant-types-up-in-an-object': {
    summary: 'Looks grant_type up among the members of an object, and finds those that every object has.',
    seen: 'derived: RFC 6749 10.14',
    token: {
      checkGrantType: (call) => {
        crash((call.parameters.get('grant_type') ?? '') in {})
        token.checkGrantType(call)
      },
    },
  },
  'crashes-on-empty-body': {
    summary: 'Takes the parameters of a body that is not there.',
    seen: 'derived: RFC 6749 10.14',
    token: reading(({ body }) => body.length === 0),
    also: { 'token-request/ignores-parameters-in-query': 'Where all is in the query the body is empty.' },
  },
  'crashes-on-bodies-that-are-no-forms': {
    summary: 'Takes the parameters of a body that no parser read.',
    seen: 'derived: RFC 6749 10.14',
    token: reading((call) => !isForm(call)),
    also: { 'token-request': 'Some of the requests hold no form.' },
  },
  'crashes-on-content-encoding': {
    summary: 'Unpacks a body that is not packed.',
    seen: 'derived: RFC 6749 10.14',
    token: reading(({ headers }) => headers['content-encoding'] !== undefined),
  },
} satisfies Record<string, Fault>
