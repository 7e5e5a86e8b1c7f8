import { authorizationCode, findCodeBy, refused } from '../endpoints/authorization-code.ts'
import { refreshToken } from '../endpoints/refresh-token.ts'
import { issueAccessToken, issueRefreshToken } from '../endpoints/token.ts'
import type { Code, Grant, Token } from '../store.ts'
import type { Fault } from './fault.ts'

const usedTexts = new WeakMap<Code, Set<string>>()
const usedAt = new WeakMap<Code, number>()
const tried = new WeakSet<Code>()
const refreshed = new WeakSet<Grant>()
const issued = new WeakMap<Grant, Token[]>()

const keep = (grant: Grant, token: Token | undefined): void => {
  if (token) issued.set(grant, [...(issued.get(grant) ?? []), token])
}

/** For how long a used code is remembered, in milliseconds: shorter than it lives. */
const memory = 30_000

/** Faults in what a server remembers of a code that was used. */
export const authorizationCodeUseFaults = {
  'remembers-used-codes-as-they-were-written': {
    summary: 'Trims a code before it looks it up, and remembers used codes as they came, so that a space makes a used one fresh.',
    seen: 'derived: RFC 6749 4.1.2',
    authorizationCode: {
      findCode: findCodeBy((value, { store }) => store.codes.get(value.trim())),
      spendCode: ({ code, grant, parameters }) => {
        const texts = usedTexts.get(code) ?? new Set()
        usedTexts.set(code, texts)
        const text = parameters.get('code')!
        if (texts.has(text)) {
          grant.revoked = true
          throw refused()
        }
        texts.add(text)
      },
    },
  },
  'forgets-used-code-at-refresh': {
    summary: 'Knows a used code by the token that it gave, and no longer once that token was refreshed.',
    seen: 'derived: RFC 6749 4.1.2',
    authorizationCode: {
      spendCode: (call) => {
        if (refreshed.has(call.grant)) call.code.used = false
        authorizationCode.spendCode(call)
      },
    },
    refreshToken: {
      issueAccessToken: (call) => {
        refreshed.add(call.grant)
        return refreshToken.issueAccessToken(call)
      },
    },
  },
  'forgets-used-codes-before-they-expire': {
    summary: 'Remembers used codes for half a minute, while they live for longer.',
    seen: 'derived: RFC 6749 4.1.2',
    authorizationCode: {
      spendCode: (call) => {
        const { code, world } = call
        if (world.clock.now() - (usedAt.get(code) ?? 0) > memory) code.used = false
        authorizationCode.spendCode(call)
        usedAt.set(code, world.clock.now())
      },
    },
  },
  'keeps-descendants-of-replayed-code': {
    summary: 'Revokes for a used code what it gave itself, and not what came of that by refreshing.',
    seen: 'zitadel issue 7321; derived: RFC 6749 4.1.2',
    authorizationCode: {
      spendCode: ({ code, grant }) => {
        if (code.used) {
          for (const token of issued.get(grant) ?? []) token.dead = true
          throw refused()
        }
        code.used = true
      },
      issueAccessToken: async (call) => {
        await issueAccessToken(call)
        keep(call.grant, call.accessToken)
      },
      issueRefreshToken: (call) => {
        issueRefreshToken(call)
        keep(call.grant, call.refreshToken)
      },
    },
  },
  'burns-code-at-first-attempt': {
    summary: 'Uses a code up before it checks who redeems it and how, so that a stranger can spoil it.',
    seen: 'IdentityServer4 issue 3996; MemWal issue 938',
    authorizationCode: {
      findCode: (call) => {
        authorizationCode.findCode(call)
        if (tried.has(call.code) && !call.code.used) throw refused()
        tried.add(call.code)
      },
    },
  },
} satisfies Record<string, Fault>
