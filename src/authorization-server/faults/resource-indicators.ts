import { OAuthError } from '../answer.ts'
import { authorization } from '../endpoints/authorization.ts'
import { authorizationCode } from '../endpoints/authorization-code.ts'
import { approval } from '../endpoints/consent.ts'
import type { Grant } from '../store.ts'
import type { Fault } from './fault.ts'

const resources = new WeakMap<Grant, string | undefined>()

export const resourceIndicatorFaults = {
  'puts-requested-resource-into-audience': {
    summary: 'Makes the token for whatever resource the authorization request names.',
    seen: 'derived: RFC 8707 2.1',
    approval: {
      recordGrant: (call) => {
        approval.recordGrant(call)
        resources.set(call.grant, call.interaction.parameters.get('resource'))
      },
    },
    authorizationCode: {
      issueAccessToken: async (call) => {
        const resource = resources.get(call.grant) ?? call.world.endpoints.resource
        const issuing = { ...call, world: { ...call.world, endpoints: { ...call.world.endpoints, resource } } }
        await authorizationCode.issueAccessToken(issuing)
        call.accessToken = issuing.accessToken
      },
    },
  },
  'takes-repeated-resource-for-malformed': {
    summary: 'Takes a second resource for a repeated parameter.',
    seen: 'derived: RFC 8707 2',
    authorization: {
      checkRepeatedParameters: (call) => {
        if (call.parameters.all('resource').length > 1) throw new OAuthError('invalid_request', 'a parameter is repeated')
        authorization.checkRepeatedParameters(call)
      },
    },
  },
} satisfies Record<string, Fault>
