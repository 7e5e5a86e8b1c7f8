import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { back, bodyOf, cleanUp, get, http, open, post } from './testing/loopback.ts'

afterEach(cleanUp)

/** Longer than on a real wire, so that a busy machine has read every first part before the last bytes follow. */
const patient = () => delay(200)

describe('a race', () => {
  test('no request is whole before all are ready, and all are under way together', async () => {
    let heads = 0
    let whole = 0
    const wholeWhileHeadsMissed: number[] = []
    const connections = new Set<Socket>()
    const origin = await http(async (request, response) => {
      heads += 1
      connections.add(request.socket)
      const body = await bodyOf(request)
      if (heads < 10) wholeWhileHeadsMissed.push(heads)
      whole += 1
      response.end(body)
    })
    const { wire, vault } = open(origin, { sleep: patient })
    const code = vault.learn('code', 'a1b2c3d4e5f6')
    const record = wire.recorder()
    const { answers, overlapMs } = await record.race(
      Array.from({ length: 10 }, (_, i) =>
        post(origin, [
          ['code', code],
          ['i', String(i)],
        ]),
      ),
      back,
    )
    expect({ heads, whole, wholeWhileHeadsMissed, connections: connections.size }).toEqual({
      heads: 10,
      whole: 10,
      wholeWhileHeadsMissed: [],
      connections: 10,
    })
    expect(overlapMs).toBeGreaterThan(0)
    expect(answers.map(({ n, response }) => [n, response?.body])).toEqual(answers.map((_, i) => [i + 1, `code=${code}&i=${i}`]))
    expect(record.exchanges).toEqual(answers)
    expect(wire.requests).toBe(10)
  })

  test('one that answers before the release, or never gets there, leaves no overlap', async () => {
    const origin = await http((_, response) => void response.writeHead(400).end())
    const { wire } = open(origin, { sleep: patient })
    const early = await wire.recorder().race([post(origin, 'ab'), post(origin, 'cd')], back)
    expect(early.overlapMs).toBe(0)
    const mixed = await wire.recorder().race([post(origin, 'ab'), post('http://127.0.0.1:1/', 'cd')], back)
    expect(mixed.overlapMs).toBe(0)
    expect(mixed.answers[1]?.failure).toBe('not_allowed')
  })

  test('messages without a body go with the release', async () => {
    const origin = await http(async (request, response) => {
      await bodyOf(request)
      setTimeout(() => response.end('late'), 30)
    })
    const { wire } = open(origin, { sleep: patient })
    const { answers, overlapMs } = await wire.recorder().race([get(origin), post(origin, 'ab')], back)
    expect(answers.map(({ response }) => response?.body)).toEqual(['late', 'late'])
    expect(overlapMs).toBeGreaterThan(0)
  })
})
