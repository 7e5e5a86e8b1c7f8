import { setTimeout as pause } from 'node:timers/promises'
import { isPublic } from '../clients.ts'
import { authorization } from '../endpoints/authorization.ts'
import { authorizationCode, findCodeBy, refused } from '../endpoints/authorization-code.ts'
import { approval, mintCodeBy } from '../endpoints/consent.ts'
import type { TokenCall } from '../endpoints/token.ts'
import { issueAccessToken, issueRefreshToken } from '../endpoints/token.ts'
import type { Code, Grant, Token } from '../store.ts'
import type { Fault } from './fault.ts'
import { perWorld, skip } from './fault.ts'

const counter = perWorld(() => ({ last: 1000 }))
const codesByOwner = perWorld(() => new Map<string, string>())
const lastUser = perWorld<{ user?: Grant['user'] }>(() => ({}))
const waiting = new WeakMap<object, number>()
const issued = new WeakMap<Code, { accessToken: Token; refreshToken: Token | undefined }>()

/**
 * Where requests wait for each other between look and mark: 25 ms for company, then until all that are open at this path are here, at
 * most 200 ms more. So those that come together all pass the look.
 */
export async function meet({ world, path }: TokenCall, over: object): Promise<void> {
  waiting.set(over, (waiting.get(over) ?? 0) + 1)
  const open = (): number => [...world.open].filter((call) => call.path === path).length
  await pause(25)
  for (let ms = 0; ms < 200 && waiting.get(over)! < open(); ms += 5) await pause(5)
}

/** A code out of nothing, which every later check agrees with. */
const invented = (value: string, { client, parameters, world }: TokenCall): Code => ({
  value,
  grant: { client, user: [...world.users.values()][0]!, scope: new Set(world.scopes.slice(0, 1)), revoked: false },
  request: {
    redirectUri: parameters.get('redirect_uri') ?? '',
    redirectUriSent: false,
    challenge: parameters.get('code_verifier') === undefined ? undefined : { value: parameters.get('code_verifier')!, method: 'plain' },
  },
  expiresAt: Number.POSITIVE_INFINITY,
  used: false,
})

const findAlike = (alike: (stored: string, given: string) => boolean) =>
  findCodeBy((value, { store }) => store.codes.get(value) ?? [...store.codes.values()].find((code) => alike(code.value, value)))

export const authorizationCodeFaults = {
  'redeems-code-twice': {
    summary: 'Never marks a code as used.',
    seen: 'derived: RFC 6749 4.1.2',
    also: {
      'authorization-code/redeems-code-once-in-parallel': 'Twice at the same moment is twice.',
      'authorization-code/remembers-used-codes': 'It redeems a used code at any time.',
      'authorization-code/revokes-tokens-of-a-replayed-code': 'A replay that succeeds revokes nothing.',
    },
    authorizationCode: { spendCode: skip },
  },
  'serves-same-token-for-replayed-code': {
    summary: 'Answers each redemption of a code with the tokens of the first.',
    seen: 'InsForge MCP issue 102',
    unlike: { 'redeems-code-twice': 'The second answer is the first one again: one token, and no new lineage.' },
    also: {
      'authorization-code/redeems-code-once-in-parallel': 'Each of the parallel requests gets the token.',
      'authorization-code/remembers-used-codes': 'It redeems a used code at any time.',
      'authorization-code/revokes-tokens-of-a-replayed-code': 'A replay that succeeds revokes nothing.',
    },
    authorizationCode: {
      spendCode: skip,
      issueAccessToken: async (call) => {
        const before = issued.get(call.code)
        if (before) call.accessToken = before.accessToken
        else await issueAccessToken(call)
      },
      issueRefreshToken: (call) => {
        const before = issued.get(call.code)
        if (!before) issueRefreshToken(call)
        else if (before.refreshToken) call.refreshToken = before.refreshToken
        issued.set(call.code, before ?? { accessToken: call.accessToken, refreshToken: call.refreshToken })
      },
    },
  },
  'redeems-code-in-parallel': {
    summary: 'Looks whether a code is used, does something else, and only then marks it.',
    seen: 'django-oidc-provider issue 410; RFC 9700 4.2.4',
    authorizationCode: {
      spendCode: async (call) => {
        if (!call.code.used) await meet(call, call.code)
        else authorizationCode.spendCode(call)
        call.code.used = true
      },
    },
  },
  'keeps-tokens-of-replayed-code': {
    summary: 'Refuses a used code and leaves the tokens of its first use alive.',
    seen: 'derived: RFC 6749 4.1.2',
    authorizationCode: {
      spendCode: ({ code }) => {
        if (code.used) throw refused()
        code.used = true
      },
    },
  },
  'revokes-tokens-at-invalid-replay': {
    summary: 'Revokes the tokens of a used code before it checks who presents the code, so that anybody who saw it can end them.',
    seen: 'derived: OAuth 2.1 7.5.2',
    in: 'oauth21',
    authorizationCode: {
      findCode: (call) => {
        authorizationCode.findCode(call)
        if (call.code.used) call.grant.revoked = true
      },
    },
  },
  'redeems-code-of-other-client': {
    summary: 'Does not ask which client a code was issued to.',
    seen: 'derived: RFC 6749 4.1.3',
    also: {
      'authorization-code/binds-code-to-a-public-client': 'It compares no client at all.',
    },
    authorizationCode: { checkCodeClient: skip },
  },
  'redeems-code-of-other-public-client': {
    summary: 'Compares the client with that of the code only where it has authenticated.',
    seen: 'derived: RFC 6749 4.1.3',
    authorizationCode: { checkCodeClient: (call) => (isPublic(call.client) ? undefined : authorizationCode.checkCodeClient(call)) },
  },
  'accepts-invented-code': {
    summary: 'Issues a token for a code that it has never seen.',
    seen: 'derived: RFC 6749 5.2',
    also: { 'authorization-code': 'Whatever was made of a code is an invented one.' },
    authorizationCode: { findCode: findCodeBy((value, { store }, call) => store.codes.get(value) ?? invented(value, call)) },
  },
  'accepts-code-by-prefix': {
    summary: 'Finds a code by its beginning, so that a cut or a longer one passes.',
    seen: 'derived: RFC 6749 5.2',
    authorizationCode: {
      findCode: findAlike((stored, given) => given.length > 7 && (stored.startsWith(given) || given.startsWith(stored))),
    },
  },
  'issues-sequential-codes': {
    summary: 'Counts its codes.',
    seen: 'derived: RFC 6749 10.10',
    approval: { mintCode: mintCodeBy(({ world }) => `code-${String(++counter(world).last).padStart(16, '0')}`) },
  },
  'issues-short-codes': {
    summary: 'Issues codes of 32 random bits.',
    seen: 'derived: RFC 6749 10.10',
    unlike: { 'issues-sequential-codes': 'They are random, but there are few of them.' },
    approval: {
      mintCode: mintCodeBy(() => {
        const [random] = crypto.getRandomValues(new Uint32Array(1))
        return random!.toString(16).padStart(8, '0')
      }),
    },
  },
  'issues-same-code-again': {
    summary: 'Gives a client the same code for the same user each time.',
    seen: 'derived: RFC 6749 10.10',
    approval: {
      mintCode: (call) => {
        approval.mintCode(call)
        const codes = codesByOwner(call.world)
        const owner = JSON.stringify([call.client.client_id, call.grant.user.username])
        call.code.value = codes.get(owner) ?? call.code.value
        codes.set(owner, call.code.value)
      },
    },
  },
  'never-expires-codes': {
    summary: 'Redeems codes of any age.',
    seen: 'CVE-2024-22403 (Nextcloud)',
    authorizationCode: { checkCodeExpiry: skip },
  },
  'mixes-up-users': {
    summary: 'Keeps "the" user in one place for all requests, so that a code is issued for whoever came last.',
    seen: 'indiekit issue 892',
    authorization: {
      recallConsent: (call) => {
        if (call.session?.user) lastUser(call.world).user = call.session.user
        return authorization.recallConsent(call)
      },
    },
    approval: {
      recordGrant: (call) => {
        approval.recordGrant(call)
        call.grant.user = lastUser(call.world).user ?? call.grant.user
      },
    },
  },
  'mixes-up-users-of-silent-requests': {
    summary:
      'Looks up remembered consent with "the" user in one place for all requests, so that of two at once both get a code for the later user.',
    seen: 'indiekit issue 892, in another place',
    unlike: { 'mixes-up-users': 'Whoever answers the consent page gets a code of his own.' },
    authorization: {
      recallConsent: async (call) => {
        const current = lastUser(call.world)
        current.user = call.session!.user!
        await pause(20)
        return authorization.recallConsent({ ...call, session: { ...call.session!, user: current.user } })
      },
    },
  },
} satisfies Record<string, Fault>
