import { describe, expect, test } from 'vitest'
import type { Foreign, Landing, OpenerView } from '../user-agent/landing.ts'
import { handsNoOpener, postedToItsClient, toldNoOpener } from './openers.ts'
import { answer, kinds, landing } from './testing.ts'

const state = 'a-state-of-the-request'
const own = 'https://client.example'
const facts = { clients: { client: { client_id: 'c', redirect_uris: [`${own}/cb`] } }, metadata: {} }
const offering = { ...facts, metadata: { response_modes_supported: ['query', 'web_message'] } }

/** A flow that was shown in a window of another site's page. */
const shown = (opener: Partial<OpenerView>, at: Landing['at'] = 'redirect_uri', headers: [string, string][] = []): Landing => {
  const hop = answer(200, '<p>Allow?', { headers, n: 1 })
  hop.request = { ...hop.request, method: 'GET', url: `https://as.example/authorize?state=${state}`, body: '' }
  const response =
    at === 'redirect_uri' ? ({ code: '‹code:1›', params: [['code', '‹code:1›'] as [string, string]] } as Partial<Landing>) : {}
  const views = [{ n: 1, displayed: true, executed: [], foreign: [], opener: { reached: true, told: [], withheld: [], ...opener } }]
  return landing(at, { ...response, views }, hop)
}
const telling = (...texts: string[]): Partial<OpenerView> => ({ told: texts.map((text) => ({ from: 'https://as.example', text })) })

describe('what a page of another site that opened the window is told', () => {
  test.each([
    ['the code of the response', '"‹code:1›"'],
    ['an access token', '{"a":{"access_token":"‹access_token:3›"}}'],
    ['an ID Token', '"#id_token=‹id_token:9›"'],
    ['a code by another name', `{"authCode":"‹auth_code:2›","state":"${state}"}`],
    ['another code with the state', `{"code":"‹code:2›","state":"${state}"}`],
  ])('%s is an effect', (_, text) => expect(kinds(toldNoOpener(shown(telling('"ready"', text))))).toEqual(['effect']))

  test('a response by message alone is one too', () => {
    expect(kinds(toldNoOpener(shown(telling(`{"code":"‹code:2›","state":"${state}"}`), 'nowhere')))).toEqual(['effect'])
  })

  test.each([
    [`{"error":"access_denied","state":"${state}"}`],
    [`"https://client.example/cb?error=access_denied&state=${state}"`],
    [`"{\\"error\\":\\"access_denied\\"}"`],
  ])('an error response has no secret, and is a wrong form: %s', (text) =>
    expect(kinds(toldNoOpener(shown(telling(text))))).toEqual(['signal']),
  )

  test('a code alone is the response of a page that closes itself', () => {
    expect(kinds(toldNoOpener(shown(telling('{"type":"done","code":"‹code:7›"}'), 'nowhere')))).toEqual(['effect'])
  })

  test('where more is posted than anybody listens to, silence proves nothing', () => {
    expect(kinds(toldNoOpener(shown({ ...telling('"ready"'), more: true })))).toEqual(['undecided'])
  })

  test.each([
    ['"ready"'],
    [`{"state":"${state}"}`],
    ['{"code":"‹code:7›"}'],
    ['{"height":300,"error":null}'],
    ['"no_access_denied_here"'],
    ['{"strings":{"login_required":"Please log in"}}'],
  ])('what is nothing of the response is nothing: %s', (text) => expect(kinds(toldNoOpener(shown(telling(text))))).toEqual(['held']))

  test('silence counts where a response came', () => {
    expect(kinds(toldNoOpener(shown({})))).toEqual(['held'])
    for (const at of ['nowhere', 'sign_in', 'consent', 'elsewhere', 'error_page'] as const)
      expect(kinds(toldNoOpener(shown({}, at))), at).toEqual(['undecided'])
    expect(kinds(toldNoOpener({ ...shown({}, 'error_page'), answered: ['consent'] }))).toEqual(['held'])
    expect(kinds(toldNoOpener({ ...shown({}), views: [] }))).toEqual(['undecided'])
    expect(toldNoOpener(undefined)).toEqual([])
  })

  test('a window may be cut off by its page, and by nothing else', () => {
    expect(kinds(toldNoOpener(shown({ reached: false })))).toEqual(['undecided'])
    const open = shown({ reached: false }, 'redirect_uri', [['Cross-Origin-Opener-Policy', 'unsafe-none']])
    expect(kinds(toldNoOpener(open))).toEqual(['undecided'])
    const cut = shown({ reached: false }, 'redirect_uri', [['Cross-Origin-Opener-Policy', 'same-origin']])
    expect(toldNoOpener(cut)).toMatchObject([{ is: 'held', seen: expect.stringContaining('Cross-Origin-Opener-Policy') }])
  })
})

describe('a response by message', () => {
  test('for the client alone holds', () => {
    expect(kinds(postedToItsClient(shown({ withheld: [own] }, 'nowhere'), offering))).toEqual(['held'])
  })

  test('that any site hears is an effect, also where it is for the client too', () => {
    const told = { ...telling(`{"code":"‹code:2›","state":"${state}"}`), withheld: [own] }
    for (const some of [facts, offering]) expect(kinds(postedToItsClient(shown(told, 'nowhere'), some))).toEqual(['effect'])
  })

  test('for another origin than the client’s is recorded', () => {
    const another = { client: facts.clients.client, second_client: { client_id: 's', redirect_uris: ['https://second.example/cb'] } }
    for (const origin of ['https://spa.client.example', 'https://second.example'])
      expect(kinds(postedToItsClient(shown({ withheld: [origin] }, 'nowhere'), { ...offering, clients: another }))).toEqual(['noted'])
  })

  test('where the request says may be refused', () => {
    const refused = shown({}, 'error_page')
    refused.hops[0]!.request.url += '&response_mode=web_message&web_message_uri=https%3A%2F%2Fattacker.example'
    expect(kinds(postedToItsClient(refused, offering))).toEqual(['noted'])
    refused.hops[0]!.response!.status = 400
    expect(kinds(postedToItsClient(refused, offering))).toEqual(['held'])
    expect(kinds(postedToItsClient(refused, facts))).toEqual(['noted'])
    refused.hops[0]!.response!.status = 503
    expect(kinds(postedToItsClient(refused, offering))).toEqual(['undecided'])
    expect(kinds(postedToItsClient(shown({}, 'error_page'), offering))).toEqual(['noted'])
    expect(kinds(postedToItsClient(landing('redirect_uri', { params: [['error', 'invalid_request']] }), facts))).toEqual(['noted'])
  })

  test('that does not come is recorded, or decides nothing', () => {
    for (const at of ['redirect_uri', 'error_page'] as const) expect(kinds(postedToItsClient(shown({}, at), facts)), at).toEqual(['noted'])
    expect(kinds(postedToItsClient(shown({}, 'nowhere'), offering))).toEqual(['undecided'])
    expect(kinds(postedToItsClient(shown({ withheld: ['https://as.example'] }, 'nowhere'), offering))).toEqual(['undecided'])
  })
})

describe('windows that links open', () => {
  const page = (...foreign: Foreign[]): Landing => landing('error_page', { views: [{ n: 1, displayed: true, executed: [], foreign }] })
  const link: Foreign = { by: 'link', url: 'https://help.example/', opener: true }

  test('have an opener, which is an effect', () => {
    expect(handsNoOpener(page(link), facts)).toMatchObject([
      { is: 'violated', part: 'effect', seen: expect.stringContaining('help.example') },
    ])
    expect(kinds(handsNoOpener(page({ ...link, url: `${own}/terms` }), facts))).toEqual(['effect'])
  })

  test.each<[string, Foreign[]]>([
    ['no link', []],
    ['a link without', [{ by: 'link', url: 'https://help.example/' }]],
    ['a sibling', [{ ...link, same_site: true }]],
    ['its own terms', [{ ...link, url: 'https://www.example/terms' }]],
  ])('have none that counts: %s', (_, foreign) => {
    expect(kinds(handsNoOpener(page(...foreign), { metadata: { op_tos_uri: 'https://www.example/terms' } }))).toEqual(['held'])
  })

  test('are not known without a page', () => {
    expect(kinds(handsNoOpener({ ...page(), views: [] }, facts))).toEqual(['undecided'])
    expect(handsNoOpener(undefined, facts)).toEqual([])
  })
})
