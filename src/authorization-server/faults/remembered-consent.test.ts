import { vi } from 'vitest'
import type { AuthorizationServer } from '../index.ts'
import { authorizationUrl, authorize, Browser, fieldsOf } from '../test-browser.ts'
import { rememberedConsentFaults } from './remembered-consent.ts'
import type { Observe } from './testing.ts'
import { client, public_client, testSubtleFaults } from './testing.ts'

vi.mock('./index.ts', async (original) => {
  const { faults } = await original<typeof import('./index.ts')>()
  return { faults: { ...faults, ...rememberedConsentFaults } }
})

type Visit = NonNullable<Parameters<typeof authorize>[2]>

/** What a browser gets when somebody has allowed the client before. */
async function met(server: AuthorizationServer, before: Visit, browser: Browser) {
  await authorize(server, authorizationUrl(server, client), before)
  const reply = await browser.go(authorizationUrl(server, client))
  return reply.parameters.has('code') ? 'a code' : reply.text.match(/action="\/([^"]*)"/)?.[1]
}

const afterUnticking: Observe = async (server) => {
  const browser = new Browser()
  return met(server, { browser, scope: ['read'] }, browser)
}

const forAnotherUser: Observe = async (server) => {
  const browser = new Browser()
  await authorize(server, authorizationUrl(server, client), { user: 'bob', browser, decision: 'deny' })
  return met(server, {}, browser)
}

const forAnotherBrowser: Observe = async (server) => {
  const url = authorizationUrl(server, public_client)
  await authorize(server, url)
  const browser = new Browser()
  await authorize(server, authorizationUrl(server, client), { browser })
  return (await browser.go(url)).parameters.has('code')
}

const forStrangers: Observe = (server) => met(server, {}, new Browser())

const forStrangersWhoAreAsked: Observe = async (server) => {
  await forStrangers(server)
  const page = await new Browser().go(authorizationUrl(server, client, { prompt: 'consent' }))
  return [await forStrangers(server), Object.keys(fieldsOf(page))]
}

const askedToSignIn = ['interaction', 'csrf']

testSubtleFaults(rememberedConsentFaults, {
  'remembers-requested-scope': [afterUnticking, 'consent', 'a code'],
  'remembers-consent-of-any-user': [forAnotherUser, 'consent', 'a code'],
  'keeps-consent-to-native-clients-for-good': [forAnotherBrowser, false, true],
  'recalls-consent-before-sign-in': [forStrangersWhoAreAsked, ['sign-in', askedToSignIn], ['a code', askedToSignIn]],
  'signs-in-by-remembered-consent': [forStrangersWhoAreAsked, ['sign-in', askedToSignIn], ['consent', askedToSignIn]],
})
