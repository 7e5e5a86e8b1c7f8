import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { escapeHtml } from '../pages.ts'
import type { Fault } from './fault.ts'

/** Returns state as `change` leaves it. */
const changing = (change: (state: string, call: AuthorizationCall) => string): Pick<Fault, 'authorizationResponse'> => ({
  authorizationResponse: {
    addState: (call) => {
      if (call.state !== undefined) call.response.push(['state', change(call.state, call)])
    },
  },
})

export const stateFaults = {
  'encodes-state-twice': {
    summary: 'Form-encodes state twice.',
    seen: 'open-metadata/OpenMetadata issue 28951',
    also: { state: 'Every state changes that has a character to encode.' },
    ...changing((state) => new URLSearchParams([['', state]]).toString().slice(1)),
  },
  'escapes-state-in-errors': {
    summary: 'Writes HTML escapes into the state of errors.',
    seen: 'spring-attic/spring-security-oauth issue 997, in error_description',
    ...changing((state, { response }) => (response.some(([name]) => name === 'error') ? escapeHtml(state) : state)),
  },
  'writes-state-in-latin-1': {
    summary: 'Returns state in Latin-1, with question marks for what that does not have.',
    seen: 'derived: RFC 6749 appendix B',
    ...changing((state) => state.replaceAll(/[^\0-\xff]/gu, '?')),
  },
  'drops-controls-from-state': {
    summary: 'Returns state without its control characters.',
    seen: 'derived: RFC 6749 4.1.2',
    ...changing((state) => state.replaceAll(/\p{Cc}/gu, '')),
  },
  'normalizes-state': {
    summary: 'Returns state in Unicode normalization form C.',
    seen: 'derived: RFC 6749 4.1.2',
    ...changing((state) => state.normalize('NFC')),
  },
  'trims-state': {
    summary: 'Returns state without the spaces around it.',
    seen: 'derived: RFC 6749 4.1.2',
    ...changing((state) => state.trim()),
  },
} satisfies Record<string, Fault>
