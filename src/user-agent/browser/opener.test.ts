import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { client, code, type Pages, type Staged, startStage } from './testing/staged.ts'
import { installedBrowser } from './which.ts'

const missing = installedBrowser() === undefined ? ' (skipped: no Chrome, Chromium or Edge is installed)' : ''

const consent = (button = '', form = '') =>
  `<form method=post action=/answer ${form}><p>The application asks for access<button ${button} name=decision value=allow>Allow</button><button name=decision value=deny>Deny</button></form>`
const going = `location.href = '${client}?code=${code}'`
const script = (text: string) => ({ body: `<p>No such thing<script>${text}</script>` })

const pages: Pages = {
  silent: { body: consent() },
  any: script(`opener.postMessage({ c: '${code}' }, '*'); ${going}`),
  exact: script(`opener.postMessage({ code: '${code}' }, '${client}')`),
  blind: { ...script(`opener?.postMessage({ c: '${code}' }, '*')`), headers: { 'cross-origin-opener-policy': 'same-origin' } },
  clicked: { body: consent(`onclick="opener.postMessage('${code}', '*')"`) },
  second: script(`if (!document.cookie) { document.cookie = 'x=1'; location.href = '/second?' } else opener.postMessage('second', '*')`),
  'second?': script(`opener.postMessage('second', '*')`),
  moving: script(`opener.location = '${client}?code=${code}'`),
  closing: script(`opener.postMessage({ c: '${code}' }, '*'); close()`),
  odd: script(
    `const o = {}; o.o = o; opener.postMessage(o, '*'); opener.postMessage(undefined, '*'); opener.postMessage(new Map([['a', 1]]), '*')`,
  ),
  port: script(`const { port1, port2 } = new MessageChannel(); opener.postMessage(1, '*', [port2]); port1.postMessage('by port')`),
  long: script(`opener.postMessage('x'.repeat(30000), '*')`),
  many: script(`for (let i = 0; i < 50; i++) opener.postMessage(i, '*')`),
  endless: script(`for (let i = 0; i < 600; i++) opener.postMessage(i, '*')`),
  chatty: script(`for (let i = 0; i < 50; i++) opener.postMessage(i, '*'); opener.postMessage({ c: '${code}' }, '*'); ${going}`),
  whole: script(`opener.postMessage({ c: '${code}', page: 'x'.repeat(30000) }, '*'); ${going}`),
  greeted: script(
    `onmessage = ({ source, data }) => source.postMessage('heard ' + (data.type ?? data), '*'); opener.postMessage('hello', '*')`,
  ),
}

let stage: Awaited<ReturnType<typeof startStage>>
const popup = (path: string): Promise<Staged> => stage.show(path, 'popup')
const openers = ({ landing }: Staged) => landing.views?.map(({ opener }) => opener)
const toldBy = async (path: string) => openers(await popup(path))?.flatMap((one) => one?.told.map(({ text }) => text))

describe.skipIf(missing !== '')(`in a window that a page of another site has opened${missing}`, () => {
  beforeAll(async () => {
    stage = await startStage(pages)
  })
  afterAll(() => stage?.close())

  test('a flow comes to its end, and says from where it was begun', async () => {
    const staged = await popup('silent')
    expect(staged.landing).toMatchObject({ at: 'redirect_uri', answered: ['consent'], views: [{ displayed: true }] })
    expect(openers(staged)).toEqual([{ reached: true, told: [], withheld: [] }])
    const fetched = staged.sent.map(({ request }) => request.headers.filter(([name]) => /^(referer|sec-fetch-site)$/i.test(name)))
    expect(fetched[0]).toEqual([
      ['Referer', 'https://attacker.example/'],
      ['Sec-Fetch-Site', 'cross-site'],
    ])
  })

  test('what is posted to any origin is heard, and closed by what is learnt later', async () => {
    const staged = await popup('any')
    expect(staged.landing.code).toMatch(/^‹code:\d+›$/)
    expect(openers(staged)).toEqual([
      { reached: true, told: [{ from: stage.origin, text: `{"c":"${staged.landing.code}"}` }], withheld: [] },
    ])
    expect(staged.pictures.size).toBe(1)
  })

  test('what is for the client alone is withheld, and that is seen', async () => {
    expect(openers(await popup('exact'))).toEqual([{ reached: true, told: [], withheld: ['https://client.example'] }])
  })

  test('a page that cuts itself off tells nothing', async () => {
    expect(openers(await popup('blind'))).toEqual([{ reached: false, told: [], withheld: [] }])
  })

  test('what is posted by a click is heard before the form goes', async () => {
    const staged = await popup('clicked')
    expect(openers(staged)).toMatchObject([{ told: [{ text: `"${staged.landing.code}"` }] }])
  })

  test('a second page of the window still has its opener', async () => {
    expect(openers(await popup('second'))).toMatchObject([{ told: [] }, { reached: true, told: [{ text: '"second"' }] }])
  })

  test('a page that sends its opener to the client has delivered the response', async () => {
    expect((await popup('moving')).landing).toMatchObject({ at: 'redirect_uri', url: expect.stringMatching(/\?code=‹code:\d+›$/) })
  })

  test('a page that closes itself has told what it told', async () => {
    expect(await toldBy('closing')).toHaveLength(1)
  })

  test.each([
    ['odd', ['[object Object]', 'undefined', '{"a":1}']],
    ['port', ['1', '"by port"']],
    ['long', ['more than 20000 letters']],
  ])('a message may be anything: %s', async (path, told) => expect(await toldBy(path)).toEqual(told))

  test('not every message is kept, and each is listened to for secrets', async () => {
    expect(await toldBy('many')).toHaveLength(20)
    const staged = await popup('chatty')
    expect(
      openers(staged)
        ?.flatMap((one) => one?.told.map(({ text }) => text))
        .at(-1),
    ).toBe(`{"c":"${staged.landing.code}"}`)
    const whole = await popup('whole')
    expect(openers(whole)).toMatchObject([{ told: [{ text: `more than 20000 letters, ${whole.landing.code}` }] }])
  })

  test('nobody listens for ever, and that is said', async () => expect(openers(await popup('endless'))).toMatchObject([{ more: true }]))

  test('whoever greets is answered as by a client, a few times', async () => {
    const heard = await toldBy('greeted')
    expect(heard).toEqual(expect.arrayContaining(['"hello"', '"heard hello"', '"heard relay_response"']))
    expect(heard!.length).toBeLessThan(10)
  })
})
