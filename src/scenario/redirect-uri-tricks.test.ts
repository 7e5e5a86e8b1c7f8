import fc from 'fast-check'
import { expect, test } from 'vitest'
import { redirectUriDetours, redirectUriTricks } from './redirect-uri-tricks.ts'
import { searched } from './search.ts'

const registered = [
  'https://client.example/callback',
  'https://client.example:8443/a/b?tenant=1',
  'https://client.example',
  'http://[::1]/cb',
]

/** Every value that a search tries. */
async function tried(values: ReturnType<typeof redirectUriDetours>, seed: number): Promise<string[]> {
  const all: string[] = []
  const attempt = async (value: string) => {
    all.push(value)
    return {}
  }
  await searched(values, attempt, () => false, { seed, runs: 60 })
  return all
}

test.each(registered)('no trick and no detour is the registered URI itself: %s', (uri) =>
  fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const detours = await tried(redirectUriDetours(uri), seed)
      const tricks = await tried(redirectUriTricks(uri, 'https://attacker.example'), seed)
      expect([...detours, ...tricks]).not.toContain(uri)
      const origin = uri.split('/').slice(0, 3).join('/')
      expect(detours.every((one) => one.startsWith(origin) && /^[/%\\?#;.]/.test(one.slice(origin.length)))).toBe(true)
      expect(tricks.every((one) => one.includes('attacker.example'))).toBe(true)
    }),
    { numRuns: 10 },
  ),
)

test('both are the same again with the same seed', async () => {
  const [uri = ''] = registered
  expect(await tried(redirectUriDetours(uri), 7)).toEqual(await tried(redirectUriDetours(uri), 7))
})
