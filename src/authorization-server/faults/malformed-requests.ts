import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorization, authorizationEndpoint } from '../endpoints/authorization.ts'
import { formBody } from '../endpoints/request.ts'
import { Parameters } from '../parameters.ts'
import type { Fault } from './fault.ts'

/** Throws what nobody catches where a request has what the server did not expect, as a database or a parser behind it would. */
const breakingAt = (unexpected: (name: string, value: string) => boolean, why: string): Pick<Fault, 'authorizationEndpoint'> => ({
  authorizationEndpoint: {
    readParameters: (call) => {
      authorizationEndpoint.readParameters(call)
      if (call.parameters.pairs.some(([name, value]) => unexpected(name, value))) throw new Error(why)
    },
  },
})

const modes: Record<string, string> = { query: 'query', fragment: 'fragment', form_post: 'form_post' }

export const malformedRequestFaults = {
  'breaks-at-malformed-encoding': {
    summary: 'Answers 500 where a request is not form-encoded UTF-8.',
    seen: 'derived: RFC 6749 10.14',
    authorizationEndpoint: {
      readParameters: (call) => {
        call.parameters = call.method === 'POST' ? formBody(call) : Parameters.parse(call.query)
      },
    },
  },
  'breaks-at-control-characters': {
    summary: 'Answers 500 where a value holds a control character, which its database does not store.',
    seen: 'zitadel/zitadel issue 12278; logto-io/logto issue 8990',
    also: { 'redirect-uri': 'A control character in redirect_uri breaks the server before it is compared.' },
    ...breakingAt((_, value) => [...value].some((one) => one < ' '), 'invalid byte sequence'),
  },
  'breaks-at-long-values': {
    summary: 'Answers 500 where a value is longer than the 500 characters of its column.',
    seen: 'tuist/tuist pull 8734',
    ...breakingAt((_, value) => value.length > 500, 'value too long'),
  },
  'breaks-at-braces-in-state': {
    summary: 'Answers 500 where state is JSON.',
    seen: 'wso2/product-is issue 20919',
    ...breakingAt((name, value) => name === 'state' && value.includes('{'), 'illegal character in query'),
  },
  'reads-brackets-as-structure': {
    summary: 'Reads names with brackets as lists and objects, and answers 500 where it finds one in the place of a string.',
    seen: 'derived: RFC 6749 10.14',
    ...breakingAt((name) => /^(response_type|state|scope)\[/.test(name), 'value.split is not a function'),
  },
  'looks-values-up-in-objects': {
    summary: 'Looks response_mode up in an object, and answers 500 where that finds what every object has.',
    seen: 'derived: RFC 6749 10.14',
    authorization: {
      checkResponseMode: (call: AuthorizationCall) => {
        modes[call.parameters.get('response_mode') ?? 'query']?.toUpperCase()
        authorization.checkResponseMode(call)
      },
    },
  },
} satisfies Record<string, Fault>
