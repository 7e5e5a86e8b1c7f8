import { OAuthError } from '../answer.ts'
import { readClientForm } from '../endpoints/request.ts'
import { Parameters } from '../parameters.ts'
import type { Call } from '../world.ts'
import type { Fault } from './fault.ts'

const formType = 'application/x-www-form-urlencoded'
const typeOf = ({ headers }: Call): string => headers['content-type'] ?? ''

/** Reads the form as if it had come under another Content-Type. */
function readLabelled(call: Call, type: string): void {
  const relabelled = { ...call, headers: { ...call.headers, 'content-type': type } }
  readClientForm(relabelled)
  call.parameters = relabelled.parameters
}

/** Reads a form only if its Content-Type is one that fits. */
const readFormsLike =
  (fits: RegExp) =>
  (call: Call): void => {
    if (!fits.test(typeOf(call))) throw new OAuthError('invalid_request', 'the body must be a form')
    readClientForm(call)
  }

/** What is wrong with the bodies that the token endpoint reads. */
export const tokenRequestBodyFaults = {
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
  'accepts-multipart-body': {
    summary: 'Reads the parts of multipart/form-data as parameters.',
    seen: 'DotNetOpenAuth issue 376',
    token: {
      readParameters: (call) => {
        if (!typeOf(call).startsWith('multipart/form-data')) return readClientForm(call)
        const parts = call.body.toString('utf8').matchAll(/name="([^"]*)"\r\n\r\n(.*?)\r\n--/gs)
        call.parameters = new Parameters([...parts].map(([, name = '', value = '']) => [name, value]))
      },
    },
  },
  'reads-any-body-as-form': {
    summary: 'Reads a body as a form whatever its Content-Type says, so that any web page can send one.',
    seen: 'apifest-oauth20 issue 22',
    token: { readParameters: (call) => (typeOf(call).startsWith(formType) ? readClientForm(call) : readLabelled(call, formType)) },
  },
  'ignores-charset-of-forms': {
    summary: 'Reads every form as UTF-8, whatever charset its Content-Type names.',
    seen: 'derived: RFC 6749 appendix B',
    token: { readParameters: (call) => readLabelled(call, typeOf(call).replace(/;.*/s, '')) },
  },
  'compares-form-type-to-the-letter': {
    summary: 'Reads a form only under the Content-Type "application/x-www-form-urlencoded" and nothing behind it.',
    seen: 'keycloak issue 20671, at another endpoint',
    token: { readParameters: readFormsLike(/^application\/x-www-form-urlencoded$/) },
  },
  'compares-form-type-with-case': {
    summary: 'Knows the media type of forms in small letters only.',
    seen: 'derived: RFC 9110 8.3.1',
    token: { readParameters: readFormsLike(/^application\/x-www-form-urlencoded/) },
  },
} satisfies Record<string, Fault>
