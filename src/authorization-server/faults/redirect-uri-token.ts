import { authorizationCode } from '../endpoints/authorization-code.ts'
import type { Match } from '../redirect-uri.ts'
import { decoded } from './comparing.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

/** A comparison at the token endpoint that lets through more than the sound one. */
const accepting = (match: Match): Pick<Fault, 'authorizationCode'> => ({
  authorizationCode: {
    checkRedirectUri: (call) => {
      const given = call.parameters.get('redirect_uri')
      if (given === undefined || !match(call.code.request.redirectUri, given)) authorizationCode.checkRedirectUri(call)
    },
  },
})

const equivalent = (uri: string): string => decoded(uri).toLowerCase().replace(/\/+$/, '')

/** Faults in comparing redirect_uri when a code is redeemed. */
export const tokenEndpointFaults = {
  'ignores-redirect-uri-at-token-endpoint': {
    summary: 'Redeems a code whatever redirect_uri comes with it, or none.',
    seen: 'modelcontextprotocol/typescript-sdk issue 209',
    authorizationCode: { requireRedirectUri: skip, checkRedirectUri: skip },
  },
  'accepts-missing-redirect-uri-at-token-endpoint': {
    summary: 'Redeems a code without the redirect_uri that the authorization request named.',
    seen: 'derived: RFC 6749 4.1.3',
    authorizationCode: { requireRedirectUri: skip },
  },
  'accepts-empty-redirect-uri-at-token-endpoint': {
    summary: 'Takes an empty redirect_uri for one that came, and compares it with nothing.',
    seen: 'derived: RFC 6749 3.2, 4.1.3',
    authorizationCode: {
      requireRedirectUri: (call) =>
        call.parameters.all('redirect_uri').length > 0 ? undefined : authorizationCode.requireRedirectUri(call),
    },
  },
  'accepts-any-registered-uri-at-token-endpoint': {
    summary: 'Redeems a code with any redirect URI of the client, whichever the authorization request named.',
    seen: 'frappe/frappe issue 41533',
    authorizationCode: {
      checkRedirectUri: (call) => {
        const given = call.parameters.get('redirect_uri')
        if (given === undefined || !call.client.redirect_uris.includes(given)) authorizationCode.checkRedirectUri(call)
      },
    },
  },
  'matches-redirect-uri-by-prefix-at-token-endpoint': {
    summary: 'Redeems a code with every redirect_uri that begins with that of the authorization request.',
    seen: 'FriendsOfSymfony/oauth2-php issue 89',
    ...accepting((stored, given) => given.startsWith(stored)),
  },
  'ignores-query-of-redirect-uri-at-token-endpoint': {
    summary: 'Compares redirect_uri with that of the authorization request without their queries.',
    seen: 'derived: RFC 6749 4.1.3',
    ...accepting((stored, given) => stored.split('?')[0] === given.split('?')[0]),
  },
  'normalizes-redirect-uri-at-token-endpoint': {
    summary: 'Decodes both redirect URIs, folds letter case and drops slashes at the end before it compares them.',
    seen: 'derived: RFC 6749 4.1.3',
    ...accepting((stored, given) => equivalent(stored) === equivalent(given)),
  },
} satisfies Record<string, Fault>
