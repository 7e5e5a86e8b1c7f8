import { authorizationResponse } from '../endpoints/authorization.ts'
import { withQuery } from '../redirect-uri.ts'
import { accepting, comparing } from './comparing.ts'
import type { Fault } from './fault.ts'

const splitQuery = (uri: string): { base: string; query: string } => {
  const [base = '', ...query] = uri.split('?')
  return { base, query: query.join('?') }
}

/** A comparison of queries, where everything before them is the same. */
const comparingQuery = (match: (ours: URLSearchParams, theirs: URLSearchParams) => boolean): Pick<Fault, 'authorization'> =>
  accepting((registered, requested) => {
    const [ours, theirs] = [splitQuery(registered), splitQuery(requested)]
    return (
      ours.base === theirs.base && !requested.includes('#') && match(new URLSearchParams(ours.query), new URLSearchParams(theirs.query))
    )
  })

const sorted = (query: URLSearchParams): string => JSON.stringify([...query].map((pair) => pair.join('=')).sort())

/** Faults in comparing the query of a redirection URI, and in adding the response to it. */
export const queryFaults = {
  'ignores-query-of-redirect-uri': {
    summary: 'Compares redirect URIs without their query.',
    seen: 'doorkeeper-gem/doorkeeper issue 1527; CVE-2026-9689 (Keycloak)',
    ...comparing((uri) => uri.replace(/\?.*$/s, '')),
  },
  'accepts-added-query-parameters': {
    summary: 'Accepts a redirect URI with more parameters than the registered one, if those of the registered one are there.',
    seen: 'derived: RFC 6749 3.1.2.2, RFC 9700 4.1.3',
    ...comparingQuery((ours, theirs) => [...ours].every(([name, value]) => theirs.getAll(name).includes(value))),
  },
  'forbids-only-code-and-state-in-redirect-uri': {
    summary: 'Compares redirect URIs without their query, and refuses those whose query holds code or state.',
    seen: 'derived: RFC 9700 4.1.3',
    also: {
      'redirect-uri': 'A query may hold anything else.',
    },
    ...comparingQuery((_, theirs) => !theirs.has('code') && !theirs.has('state')),
  },
  'ignores-order-of-redirect-uri-query': {
    summary: 'Compares the parameters of redirect URIs without regard to their order.',
    seen: 'doorkeeper-gem/doorkeeper issue 1718',
    ...comparingQuery((ours, theirs) => sorted(ours) === sorted(theirs)),
  },
  'compares-one-of-repeated-query-parameters': {
    summary: 'Compares one value of each parameter of a redirect URI, the last.',
    seen: 'derived: RFC 9700 4.1.3',
    ...comparingQuery((ours, theirs) => JSON.stringify(Object.fromEntries(ours)) === JSON.stringify(Object.fromEntries(theirs))),
  },
  'accepts-fragment-in-redirect-uri': {
    summary: 'Compares redirect URIs without their fragment and keeps the fragment in the response.',
    seen: 'CVE-2026-18209 (Keycloak)',
    ...comparing((uri) => uri.replace(/#.*$/s, '')),
    authorizationResponse: {
      buildLocation: (call) => {
        const [, uri, fragment] = /^([^#]*)(.*)$/s.exec(call.redirectUri)!
        call.location = `${withQuery(uri!, call.response)}${fragment}`
      },
    },
  },
  'drops-query-of-redirect-uri': {
    summary: 'Puts the response in the place of the query of the redirect URI.',
    seen: 'derived: RFC 6749 3.1.2',
    authorizationResponse: {
      buildLocation: (call) => {
        call.location = withQuery(splitQuery(call.redirectUri).base, call.response)
      },
    },
  },
  'adds-a-second-question-mark': {
    summary: 'Adds the response with a question mark though the redirect URI has one.',
    seen: 'FusionAuth/fusionauth-issues issue 55',
    unlike: {
      'drops-query-of-redirect-uri': 'There the query is gone; here it is there and cannot be read.',
    },
    authorizationResponse: {
      buildLocation: (call) => {
        call.location = `${call.redirectUri}?${new URLSearchParams(call.response)}`
      },
    },
  },
  'decodes-query-of-redirect-uri': {
    summary: 'Decodes the query of the redirect URI when it adds the response, and does not encode it again.',
    seen: 'derived: RFC 6749 3.1.2',
    unlike: {
      'drops-query-of-redirect-uri': 'There the query is gone; here a plus in it becomes a space.',
      'adds-a-second-question-mark': 'There the last value swallows the response; here the response can be read.',
    },
    authorizationResponse: {
      buildLocation: (call) => {
        const { base, query } = splitQuery(call.redirectUri)
        const kept = [...new URLSearchParams(query)].map((pair) => pair.join('=')).join('&')
        call.location = withQuery(kept ? `${base}?${kept}` : base, call.response)
      },
    },
  },
  'drops-query-of-redirect-uri-from-errors': {
    summary: 'Keeps the query of the redirect URI when it sends a code, and not when it sends an error.',
    seen: 'derived: RFC 6749 3.1.2',
    authorizationResponse: {
      buildLocation: (call) => {
        const error = call.response.some(([name]) => name === 'error')
        if (!error) return authorizationResponse.buildLocation(call)
        call.location = withQuery(splitQuery(call.redirectUri).base, call.response)
      },
    },
  },
  'ends-responses-with-a-fragment': {
    summary: 'Ends each response with #_, so that no fragment of the request is carried on. Allowed, and to be told.',
    seen: 'RFC 9700 4.1.3',
    unlike: {
      'returns-code-in-fragment': 'There the fragment holds the code; here it holds nothing.',
    },
    authorizationResponse: {
      buildLocation: (call) => {
        authorizationResponse.buildLocation(call)
        call.location += '#_'
      },
    },
  },
} satisfies Record<string, Fault>
