import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { curlOf } from './curl.ts'
import type { Exchange } from './exchange.ts'

const exchange = (request: Exchange['request']): Exchange => ({ n: 1, channel: 'back', sentAt: 0, ms: 0, request })

test('marks are variables, everything else is quoted', () => {
  const headers: Exchange['request']['headers'] = [
    ['authorization', 'Basic ‹basic:3›'],
    ['content-type', 'application/x-www-form-urlencoded'],
    ['x-empty', ''],
  ]
  expect(curlOf(exchange({ method: 'POST', url: 'https://as.example/token', headers, body: "code=‹code:2›&x=it's" }))).toBe(
    `curl -i --path-as-is --globoff -X 'POST' 'https://as.example/token' \\
  -H 'authorization: Basic '"$BASIC_3" \\
  -H 'content-type: application/x-www-form-urlencoded' \\
  -H 'x-empty;' \\
  --data-raw 'code='"$CODE_2"'&x=it'\\''s'`,
  )
})

test('a body without a content type is sent without one', () => {
  expect(curlOf(exchange({ method: 'POST', url: 'https://h/', headers: [], body: 'x' }))).toContain("-H 'content-type:'")
})

test('a shell reads back exactly what was recorded, and nothing in it runs or reaches the terminal raw', () => {
  const hostile = fc.string({
    unit: fc.oneof(fc.constantFrom(...'\'"$`\\!\n\r\t\x1b;|&*(){}[]#~é'), fc.string({ minLength: 1, maxLength: 1 })),
    minLength: 1,
    maxLength: 30,
  })
  fc.assert(
    fc.property(hostile, (body) => {
      const command = curlOf(exchange({ method: 'POST', url: 'https://h/', headers: [['content-type', 'x/y']], body }))
      expect(command).not.toMatch(/[^\x20-\x7e\n]/)
      const read = execFileSync('bash', ['-c', `curl() { printf '%s' "\${@: -1}"; }\n${command}`]).toString()
      expect(read).toBe(body)
    }),
    { numRuns: 40 },
  )
})
