import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorization, readScopeBy } from '../endpoints/authorization.ts'
import { formatScope, parseScope } from '../scope.ts'
import type { Fault } from './fault.ts'

const allowed = ({ client, world }: AuthorizationCall): string[] => client.scope?.split(' ') ?? [...world.scopes]
const sent = ({ parameters }: AuthorizationCall): string | undefined => parameters.get('scope')

/** Falls over some scopes, as code does that did not expect them. */
const fallOver = (odd: (text: string) => boolean, error: string): NonNullable<Fault['authorization']> => ({
  readScope: (call) => {
    if (odd(sent(call) ?? '')) throw new TypeError(error)
    authorization.readScope(call)
  },
})

const isMalformed = (token: string): boolean => token !== '' && parseScope(token) === undefined

/** Grants some values beside those that it checks as the sound server does. */
const alsoGranting = (granted: (token: string, call: AuthorizationCall) => boolean): Pick<Fault, 'authorization'> => {
  const without = (call: AuthorizationCall) => ({ ...call, scope: new Set([...call.scope].filter((token) => !granted(token, call))) })
  return {
    authorization: {
      readScope: readScopeBy((text) => new Set(text.split(' '))),
      checkScopeExists: (call) => authorization.checkScopeExists(without(call)),
      checkScopeOfClient: (call) => authorization.checkScopeOfClient(without(call)),
    },
  }
}

export const scopeValueFaults = {
  'splits-scope-at-any-white-space': {
    summary: 'Takes tabs, line breaks and no-break spaces for separators of scopes too.',
    seen: 'derived: RFC 6749 3.3',
    authorization: { readScope: readScopeBy((text) => parseScope(text.replaceAll(/[^\S ]/g, ' '))) },
  },
  'decodes-scope-twice': {
    summary: 'Decodes scope once more, so that an encoded plus becomes a space.',
    seen: 'derived: RFC 6749 appendix B',
    authorization: { readScope: readScopeBy((text) => parseScope(text.replaceAll('+', ' '))) },
  },
  'grants-malformed-scopes': {
    summary: 'Grants values with characters that no scope may hold.',
    seen: 'derived: RFC 6749 3.3',
    ...alsoGranting(isMalformed),
  },
  'compares-beginnings-of-scopes': {
    summary: 'Grants a value of which a known scope is the beginning, or the other way round.',
    seen: 'derived: RFC 6749 3.3',
    ...alsoGranting((token, call) => token !== '' && allowed(call).some((known) => known.startsWith(token) || token.startsWith(known))),
  },
  'takes-star-for-every-scope': {
    summary: 'Grants all that the client may have when it asks for a star.',
    seen: 'derived: RFC 6749 3.3',
    authorization: {
      readScope: (call) => {
        authorization.readScope(call)
        if (call.scope.has('*')) call.scope = new Set(allowed(call))
      },
    },
  },
  'crashes-on-empty-scope-values': {
    summary: 'Falls over the empty word that a needless space makes.',
    seen: 'derived: RFC 6749 3.3',
    authorization: fallOver((text) => /^ | {2}| $/.test(text), 'scope has no description'),
  },
  'crashes-on-repeated-scope-values': {
    summary: 'Falls over a value that comes twice, as a table does with a unique key.',
    seen: 'derived: RFC 6749 3.3',
    authorization: fallOver((text) => new Set(text.split(' ')).size < text.split(' ').length && text.length < 255, 'duplicate key'),
  },
  'crashes-on-long-scope': {
    summary: 'Falls over a scope of more than 255 characters, which its column cannot hold.',
    seen: 'malach-it/boruta_auth issue 71',
    authorization: fallOver((text) => text.length > 255, 'value too long for type character varying(255)'),
  },
  'crashes-without-scope': {
    summary: 'Falls over a request without scope.',
    seen: 'derived: RFC 6749 3.3',
    authorization: fallOver((text) => text === '', 'cannot read properties of undefined'),
  },
  'grants-everything-without-scope': {
    summary: 'Grants all that the client may have when it asks for nothing.',
    seen: 'derived: RFC 6749 3.3',
    authorization: {
      readScope: (call) => {
        if (sent(call) === undefined) call.scope = new Set(allowed(call))
        else authorization.readScope(call)
      },
    },
  },
  'grants-everything-when-no-scope-is-left': {
    summary: 'Leaves unknown scopes out, and takes the empty rest for no limit.',
    seen: 'derived: RFC 6749 3.3',
    authorization: {
      checkScopeExists: (call) => {
        const left = new Set([...call.scope].filter((token) => call.world.scopes.includes(token)))
        call.scope = left.size > 0 ? left : new Set(allowed(call))
      },
    },
  },
  'joins-scope-with-commas': {
    summary: 'Joins the granted scopes by commas in the token response.',
    seen: 'OAuth-Apis/apis issue 46',
    tokenResponse: {
      describeScope: ({ accessToken, members }) => {
        members['scope'] = formatScope(accessToken.scope).replaceAll(' ', ',')
      },
    },
  },
  'answers-scope-as-array': {
    summary: 'Names the granted scopes as a JSON array in the token response.',
    seen: 'derived: RFC 6749 5.1',
    tokenResponse: {
      describeScope: ({ accessToken, members }) => {
        members['scope'] = [...accessToken.scope]
      },
    },
  },
} satisfies Record<string, Fault>
