import type { Answer } from '../answer.ts'
import { type AuthorizationCall, authorizationEndpoint } from '../endpoints/authorization.ts'
import type { Fault } from './fault.ts'

const allowing = (origin: string): Record<string, string> => ({
  'access-control-allow-origin': origin,
  ...(origin !== '*' && { 'access-control-allow-credentials': 'true' }),
})

/** Lets scripts read what the authorization endpoint answers. */
const readable = (originFor: (asking: string, call: AuthorizationCall) => string | undefined): Pick<Fault, 'authorizationEndpoint'> => ({
  authorizationEndpoint: {
    authorize: async (call: AuthorizationCall): Promise<Answer | undefined> => {
      const answer = await authorizationEndpoint.authorize(call)
      const origin = originFor(call.headers.origin ?? '', call)
      return answer && origin ? { ...answer, headers: { ...answer.headers, ...allowing(origin) } } : answer
    },
  },
})

/** Faults of an authorization endpoint that supports CORS. */
export const crossOriginFaults = {
  'answers-scripts-of-any-site': {
    summary: 'Lets every script read what the authorization endpoint answers without cookies.',
    seen: 'derived: RFC 9700 2.6',
    ...readable(() => '*'),
  },
  'answers-the-site-that-asks': {
    summary: 'Lets scripts of whichever site asks read what the authorization endpoint answers to a signed-in user.',
    seen: 'derived: RFC 9700 2.6',
    ...readable((asking) => (asking === 'null' ? undefined : asking)),
  },
  'answers-sites-that-begin-like-the-client': {
    summary: 'Lets scripts of every site read what the authorization endpoint answers whose origin begins with one that is registered.',
    seen: 'derived: RFC 9700 2.6',
    ...readable((asking, { world }) => {
      const registered = [...world.clients.values()].flatMap(({ redirect_uris }) => redirect_uris).map((uri) => URL.parse(uri)?.origin)
      return registered.some((origin) => origin !== undefined && asking !== origin && asking.startsWith(origin)) ? asking : undefined
    }),
  },
  'answers-frames-without-an-origin': {
    summary:
      'Counts the origin null among its own, and so any sandboxed frame, and lets its scripts read what the authorization endpoint answers.',
    seen: 'derived: RFC 9700 2.6',
    ...readable((asking) => (asking === 'null' ? asking : undefined)),
  },
  'lets-scripts-ask-for-authorization': {
    summary: 'Answers the question of a browser before a request of a script as if every path were an API.',
    seen: 'derived: RFC 9700 2.6',
    authorizationEndpoint: {
      checkMethod: (call) => {
        const { origin } = call.headers
        if (call.method !== 'OPTIONS' || !origin) return authorizationEndpoint.checkMethod(call)
        return { status: 204, headers: allowing(origin), body: '' }
      },
    },
  },
} satisfies Record<string, Fault>
