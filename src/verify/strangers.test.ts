import { expect, test } from 'vitest'
import type { Exchange } from '../http/exchange.ts'
import type { Foreign, Landing } from '../user-agent/landing.ts'
import { toldNoStranger } from './strangers.ts'

const facts = {
  clients: { client: { client_id: 'c', redirect_uris: ['https://client.example/cb'] } },
  metadata: { op_tos_uri: 'https://www.example/terms' },
}
const state = 'a-state-of-the-request'
const hop = { n: 1, request: { method: 'GET', url: `https://as.example/authorize?state=${state}`, headers: [] } } as unknown as Exchange
const landing = (...foreign: Foreign[]): Landing => ({
  at: 'error_page',
  hops: [hop],
  params: [],
  views: [{ n: 1, displayed: true, executed: [], foreign }],
})
const told = (...foreign: Foreign[]) => toldNoStranger(landing(...foreign), facts)

test('pages that ask nobody else for anything hold', () => {
  expect(told()).toMatchObject([{ is: 'held' }])
})

test.each<[string, Foreign]>([
  ['state in the Referer', { by: 'page', url: 'https://cdn.example/x', referer: `https://as.example/authorize?state=${state}` }],
  [
    'a key in the Referer of a link',
    { by: 'link', url: 'https://help.example/', referer: 'https://as.example/login?sessionDataKey=‹session:1›' },
  ],
  ['state in the URL', { by: 'page', url: `https://count.example/?page=${encodeURIComponent(`/authorize?state=${state}`)}` }],
])('%s is an effect', (_, foreign) => {
  expect(told({ by: 'page', url: 'https://fonts.example/' }, foreign)).toMatchObject([{ is: 'violated', part: 'effect' }])
})

test('what is loaded from elsewhere, and learns no more than the origin, is a wrong form', () => {
  expect(told({ by: 'page', url: 'https://cdn.example/x', referer: 'https://as.example/' })).toMatchObject([
    { is: 'violated', part: 'signal' },
  ])
})

test('what lies at the client is the client’s', () => {
  expect(told({ by: 'page', url: 'https://client.example/logo.png', referer: hop.request.url })).toMatchObject([{ is: 'held' }])
})

test('what the metadata names as the server’s terms is the server’s', () => {
  expect(told({ by: 'link', url: 'https://www.example/terms?lang=en' })).toMatchObject([{ is: 'held' }])
  expect(toldNoStranger(landing({ by: 'link', url: 'https://www.example/terms' }), { ...facts, metadata: {} })).toMatchObject([
    { is: 'violated', part: 'signal' },
  ])
})

test('what is of the server’s own registrable domain is no stranger’s, and may learn nothing of the request all the same', () => {
  const sibling: Foreign = { by: 'page', url: 'https://static.as.example/x.js', same_site: true }
  expect(told(sibling)).toMatchObject([{ is: 'held' }])
  expect(told(sibling, { by: 'page', url: 'https://cdn.example/x' })).toMatchObject([{ is: 'violated', part: 'signal' }])
  expect(told({ ...sibling, referer: `https://as.example/authorize?state=${state}` })).toMatchObject([{ is: 'violated', part: 'effect' }])
})

test('without a page nothing is decided', () => {
  expect(toldNoStranger({ ...landing(), views: [] }, facts)).toMatchObject([{ is: 'undecided' }])
})
