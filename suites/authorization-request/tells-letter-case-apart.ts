import { arrivedWithCode, lastHop, mapped, misformed, noCode, refusedByRedirect, scenario } from '#harness'

const swapCase = (text: string) => [...text].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('')
const isHexadecimal = (text: string) => /^[\da-f-]+$/i.test(text)

export default scenario({
  title: 'Names and values in other letter case are not those that the server knows.',
  why: 'What one part of a server reads without regard to letter case, a filter or another part reads with it, and what was checked is not what is used. RFC 6749 1.9: names and values are case sensitive.',
  fix: 'Compare names and values of parameters as they stand.',
  requirements: ['rfc6749-1.9-case-sensitive'],
  needs: ['authorization_code'],
  cases: {
    'the value of response_type': {
      change: mapped('response_type', (type) => type.toUpperCase()),
      accepts: ['unsupported_response_type', 'invalid_request', 'unauthorized_client'],
      detects: ['ignores-case-of-response-type', 'ignores-response-type'],
    },
    'the name response_type': {
      change: { response_type: undefined, RESPONSE_TYPE: 'code' },
      accepts: ['invalid_request', 'unsupported_response_type'],
      detects: ['ignores-case-of-parameter-names', 'ignores-response-type', 'takes-missing-response-type-for-code'],
    },
    'the value of client_id': {
      change: mapped('client_id', (id, { skip }) =>
        isHexadecimal(id) || swapCase(id) === id
          ? skip(`"${id}" has no letter case`, 'clients.client: a client_id with letters')
          : swapCase(id),
      ),
      detects: ['ignores-case-of-client-id-in-authorization-request'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change) }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify: ({ landing }, { row }) => {
    if (arrivedWithCode(landing)) return [misformed('an error', 'a code, as for the honest letter case', lastHop(landing)?.n)]
    return row.accepts ? refusedByRedirect(landing, ...row.accepts) : noCode(landing)
  },
})
