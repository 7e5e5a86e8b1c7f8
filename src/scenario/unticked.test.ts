import { expect, test } from 'vitest'
import type { Client, Landing } from './contract.ts'
import { withUnticked } from './unticked.ts'

const landing: Landing = { at: 'redirect_uri', hops: [], params: [] }

/** A client that only says what it was told to do. */
function watched(): { client: Client; deeds: unknown[] } {
  const deeds: unknown[] = []
  const deed =
    (name: string) =>
    async (...of: unknown[]) => {
      deeds.push([name, ...of])
      return landing
    }
  const client = { asked: () => ({ narrow: deed('narrow'), authorize: deed('authorize') }) } as unknown as Client
  return { client, deeds }
}

const request = { scope: 'read write' }

test('everything is allowed again when all that follows is done, with the page asked for', async () => {
  const { client, deeds } = watched()
  const follow = async (seen: Landing) => {
    deeds.push('follow')
    return { seen }
  }
  expect(await withUnticked(client, ['write'], request, follow)).toEqual({ seen: landing })
  expect(deeds).toEqual([['narrow', ['write'], request], 'follow', ['authorize', request]])
})

test('and when that found no end', async () => {
  const { client, deeds } = watched()
  const follow = async () => {
    throw new Error('no token')
  }
  await expect(withUnticked(client, ['write'], request, follow)).rejects.toThrow('no token')
  expect(deeds.at(-1)).toEqual(['authorize', request])
})
