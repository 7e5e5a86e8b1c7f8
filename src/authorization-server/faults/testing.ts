import { expect, test } from 'vitest'
import type { AuthorizationServer, FaultName, ServerClient } from '../index.ts'
import { defaultClients, startAuthorizationServer } from '../index.ts'
import type { Reply } from '../test-browser.ts'
import { authorizationUrl, authorize, Browser, codeFor, fieldsOf, post, resourceWith } from '../test-browser.ts'
import type { Fault } from './fault.ts'

type Fields = Parameters<typeof post>[2]

/** What is seen of a server: something that a test can compare. */
export type Observe = (server: AuthorizationServer) => Promise<unknown>

/** For each fault what to look at, what the sound server shows there, and what the faulty one. */
export type Trials<N extends string> = Record<N, [look: Observe, soundly: unknown, wrongly: unknown]>

export const { client, second_client, post_client, public_client } = defaultClients

async function withServer<T>(faults: readonly string[], use: (server: AuthorizationServer) => Promise<T>): Promise<T> {
  const server = await startAuthorizationServer({ faults: faults as FaultName[] })
  try {
    return await use(server)
  } finally {
    await server.close()
  }
}

/** Tests of each fault: that honest clients come through, and that it shows. */
export function testSubtleFaults<N extends string>(faults: Record<N, Fault>, trials: Trials<N>): void {
  const names = Object.keys(faults) as N[]
  test.each(names)('%s leaves honest flows whole', (name) =>
    withServer([name], async (server) => {
      for (const who of [client, second_client, post_client, public_client]) {
        expect(await honestly(server, who)).toEqual([200, 200, 200])
      }
    }),
  )
  test.each(names)('%s shows', async (name) => {
    const [look, soundly, wrongly] = trials[name]
    expect(await withServer([], look)).toEqual(soundly)
    expect(await withServer([name], look)).toEqual(wrongly)
  })
}

async function honestly(server: AuthorizationServer, who: ServerClient): Promise<number[]> {
  const { status, json } = await redeem(server, who)
  const refreshed = await refresh(server, who, json['refresh_token'])
  return [status, refreshed.status, (await resourceWith(server, refreshed.json['access_token'])).status]
}

/** What became of a browser: an error code, a code, or a page. */
export const outcome = ({ parameters, status }: Reply): string | number =>
  parameters.get('error') ?? (parameters.has('code') ? 'code' : status)

/** What becomes of an authorization request with these changes. */
export const asked =
  (who: ServerClient, changes: Fields): Observe =>
  async (server) =>
    outcome(await authorize(server, authorizationUrl(server, who, changes)))

export const redeem = async (server: AuthorizationServer, who: ServerClient, changes: Fields = {}, request: Fields = {}): Promise<Reply> =>
  post(server.endpoints.token_endpoint, who, { ...(await codeFor(server, who, request)), ...changes })

export const refresh = (server: AuthorizationServer, who: ServerClient, token: unknown, changes: Fields = {}): Promise<Reply> =>
  post(server.endpoints.token_endpoint, who, { grant_type: 'refresh_token', refresh_token: String(token), ...changes })

/** The status of a token request that is honest but for these changes. */
export const redeemed =
  (who: ServerClient, changes: Fields, request: Fields = {}): Observe =>
  async (server) =>
    (await redeem(server, who, changes, request)).status

/** The consent pages of several requests in one browser, and how to answer one of them. */
export async function consentPages(
  server: AuthorizationServer,
  ...urls: string[]
): Promise<{ pages: Reply[]; allow: Allow; browser: Browser }> {
  const browser = new Browser()
  const { username, password } = server.users['alice']!
  const signIn = await browser.go(urls[0]!)
  const pages = [await browser.go(`${server.issuer}/sign-in`, { ...fieldsOf(signIn), username, password })]
  for (const url of urls.slice(1)) pages.push(await browser.go(url))
  const allow: Allow = (page, changes = {}) => browser.go(`${server.issuer}/consent`, { ...fieldsOf(page!), decision: 'allow', ...changes })
  return { pages, allow, browser }
}

type Allow = (page: Reply | undefined, changes?: Fields) => Promise<Reply>
