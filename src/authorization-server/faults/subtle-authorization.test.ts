import { vi } from 'vitest'
import { ask, authorizationUrl, authorize } from '../test-browser.ts'
import { subtleAuthorizationFaults } from './subtle-authorization.ts'
import type { Observe } from './testing.ts'
import { asked, client, public_client, testSubtleFaults } from './testing.ts'

vi.mock('./index.ts', async (original) => {
  const { faults } = await original<typeof import('./index.ts')>()
  return { faults: { ...faults, ...subtleAuthorizationFaults } }
})

const challenge = 'x'.repeat(43)

const withRepeated =
  (name: string, ...values: string[]): Observe =>
  async (server) => {
    const url = authorizationUrl(server, client, { [name]: values })
    const { status, parameters } = await authorize(server, url)
    return parameters.get('error') ?? (parameters.has('code') ? 'code' : status)
  }

const beforeSignIn: Observe = async (server) => (await ask(authorizationUrl(server, client, { scope: 'no-such-scope' }))).status

const descriptionIsClean: Observe = async (server) => {
  const { parameters } = await authorize(server, authorizationUrl(server, client, { scope: 'no-such-scope' }))
  return /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/.test(parameters.get('error_description') ?? '')
}

const showsMarkup: Observe = async (server) =>
  (await authorize(server, authorizationUrl(server, client, { redirect_uri: '<b>x</b>' }))).text.includes('<b>x</b>')

testSubtleFaults(subtleAuthorizationFaults, {
  'tolerates-identical-parameters': [withRepeated('scope', 'read', 'read'), 'invalid_request', 'code'],
  'takes-last-of-repeated-client-ids': [withRepeated('client_id', 'post_client', 'client'), 400, 'code'],
  'ignores-case-of-client-id-in-authorization-request': [asked(client, { client_id: 'CLIENT' }), 400, 'code'],
  'ignores-default-port-of-redirect-uri': [asked(client, { redirect_uri: 'https://client.example:443/callback' }), 400, 'code'],
  'ignores-case-of-redirect-uri-host': [asked(client, { redirect_uri: 'https://Client.Example/callback' }), 400, 'code'],
  'allows-more-query-in-redirect-uri': [asked(client, { redirect_uri: `${client.redirect_uris[1]}&next=x` }), 400, 'code'],
  'takes-localhost-for-loopback-address': [asked(public_client, { redirect_uri: 'http://localhost:5000/callback' }), 400, 'code'],
  'compares-only-scheme-of-private-use-redirect-uri': [asked(public_client, { redirect_uri: 'com.example.app:/evil' }), 400, 'code'],
  'shows-redirect-uri-as-markup': [showsMarkup, false, true],
  'takes-missing-response-type-for-code': [asked(client, { response_type: undefined }), 'invalid_request', 'code'],
  'takes-response-types-with-code-for-code': [asked(client, { response_type: 'token code' }), 'unsupported_response_type', 'code'],
  'ignores-case-of-challenge-method': [
    asked(client, { code_challenge_method: 's256', code_challenge: challenge }),
    'invalid_request',
    'code',
  ],
  'requires-code-challenge-only-at-loopback': [
    asked(public_client, { redirect_uri: 'com.example.app:/callback', code_challenge: undefined, code_challenge_method: undefined }),
    'invalid_request',
    'code',
  ],
  'shows-unknown-scope-as-page': [asked(client, { scope: 'no-such-scope' }), 'invalid_scope', 400],
  'redirects-scope-errors-before-sign-in': [beforeSignIn, 200, 303],
  'quotes-scope-in-error-description': [descriptionIsClean, true, false],
})
