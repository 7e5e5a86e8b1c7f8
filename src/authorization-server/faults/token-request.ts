import { OAuthError } from '../answer.ts'
import { checkRepeatedParameters, readClientForm } from '../endpoints/request.ts'
import { Parameters } from '../parameters.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

export const tokenRequestFaults = {
  'accepts-get-at-token-endpoint': {
    summary: 'Issues tokens to GET requests, whose parameters stay in logs and histories.',
    seen: 'derived: RFC 6749 3.2',
    token: {
      checkMethod: skip,
      readParameters: (call) => {
        if (call.method === 'POST') readClientForm(call)
        else call.parameters = Parameters.parse(call.query)
      },
    },
  },
  'accepts-parameters-in-query': {
    summary: 'Reads parameters of the token request out of the request URI too.',
    seen: 'derived: RFC 6749 4.1.3',
    token: {
      readParameters: (call) => {
        if (call.body.length > 0) readClientForm(call)
        const query = Parameters.parse(call.query).pairs.filter(([name]) => call.parameters.get(name) === undefined)
        call.parameters = new Parameters([...call.parameters.pairs, ...query])
      },
    },
  },
  'accepts-repeated-code': {
    summary: 'Takes the first of several codes in a request.',
    seen: 'derived: RFC 6749 3.2',
    token: {
      checkRepeatedParameters: (call) => {
        if (call.parameters.repeated().some((name) => name !== 'code')) checkRepeatedParameters(call)
      },
    },
  },
  'ignores-grant-type': {
    summary: 'Redeems a code whatever grant_type says.',
    seen: 'derived: RFC 6749 4.1.3, 5.2',
    token: { readGrantType: skip, checkGrantType: skip },
  },
  'accepts-json-body': {
    summary: 'Reads a JSON body as parameters.',
    seen: 'derived: RFC 6749 3.2',
    token: {
      readParameters: (call) => {
        if (!/^application\/json\b/i.test(call.headers['content-type'] ?? '')) return readClientForm(call)
        try {
          const members = Object.entries(JSON.parse(call.body.toString('utf8')) ?? {})
          call.parameters = new Parameters(members.map(([name, value]) => [name, String(value)]))
        } catch {
          throw new OAuthError('invalid_request', 'the body is not JSON')
        }
      },
    },
  },
} satisfies Record<string, Fault>
