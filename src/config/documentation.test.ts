import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defineConfig } from './index.ts'
import { configJsonSchema } from './json-schema.ts'
import { parseConfig } from './parse.ts'
import { env, file } from './secrets.ts'

interface Node {
  $ref?: string
  anyOf?: Node[]
  items?: Node
  properties?: Record<string, Node>
  additionalProperties?: Node | boolean
}

const text = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')
const schema = configJsonSchema() as unknown as Node & { $defs: Record<string, Node> }
const [single, several] = schema.anyOf as [Node, Node]

/** The text from the heading that names a key to the next heading. */
const sectionOf = (key: string): string => text.split(/^## /m).find((part) => part.split('\n')[0]!.includes(`\`${key}\``)) ?? ''

/** The keys below a node, whatever stands between: references, lists, values by name. */
function keysBelow(node: Node | boolean | undefined, depth = 0): string[] {
  if (typeof node !== 'object' || depth > 8) return []
  const to = node.$ref?.split('/').at(-1)
  const properties = Object.entries(node.properties ?? {})
  return [
    ...(to === undefined || ['environment_variable', 'secret_file'].includes(to) ? [] : keysBelow(schema.$defs[to], depth + 1)),
    ...[...(node.anyOf ?? []), node.items, node.additionalProperties].flatMap((inner) => keysBelow(inner, depth + 1)),
    ...properties.flatMap(([key, inner]) => [key, ...keysBelow(inner, depth + 1)]),
  ]
}

test('every key of a configuration is explained', () => {
  const keys = [...Object.keys(single.properties!), ...Object.keys(several.properties!)]
  expect(keys.filter((key) => !text.includes(`\`${key}\``) && !text.includes(`${key}:`))).toEqual([])
})

test('every key of a section is explained under the heading of that section', () => {
  const sections = Object.entries(single.properties!).map(([key, node]) => ({ key, below: keysBelow(node) }))
  expect(sections.filter(({ below }) => below.length > 0).length).toBeGreaterThan(8)
  const missing = sections.flatMap(({ key, below }) =>
    below
      .filter((name) => !sectionOf(key).includes(`\`${name}\``) && !new RegExp(`\`${name}: `).test(sectionOf(key)))
      .map((name) => `${key}.${name}`),
  )
  expect(missing).toEqual([])
})

const client = { client_id: 'web', client_secret: 'worthless', redirect_uris: ['https://app.example.com/callback'] }
const users = { alice: { username: 'alice', password: 'worthless' } }
const examples = [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => ({ code: code!, first: code!.split('\n')[0] }))

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(10)
})

test.each(examples)('an example is taken as it stands: $first', ({ code }) => {
  const expression = code.startsWith('export default')
    ? code.replace('export default', '').trim()
    : `defineConfig({ clients, users, ${code} })`
  const config = new Function('defineConfig', 'env', 'file', 'clients', 'users', `return ${expression}`)
  expect(() => parseConfig(config(defineConfig, env, file, { client }, users))).not.toThrow()
})
