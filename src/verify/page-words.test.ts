import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pageWords } from './page-words.ts'

it.each([
  ['<html><head><title>Sorry</title><style>p{}</style></head><h1>Sorry</h1><p>Unknown client &lt;x&gt;</p>', 'Sorry: Unknown client <x>'],
  ['<title>We are sorry</title>', 'We are sorry'],
  ['<body><script>var a = "no"</script>Invalid parameter:\n redirect_uri</body>', 'Invalid parameter: redirect_uri'],
  ['{"error":"invalid_client"}', '{"error":"invalid_client"}'],
  ['a\u001b[2J\u202eb', 'a [2J b'],
  [`Error ${'x'.repeat(200)}`, 'Error …'],
  ['', undefined],
  ['x'.repeat(100), undefined],
])('%j says %j', (body, said) => {
  expect(pageWords(body)).toBe(said)
})

it('is short and on one line, whatever a page holds', () => {
  const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('<title>', '</title>', '<script', '<', '&lt;', ' word ', '\n'))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const said = pageWords(pieces.join('')) ?? ''
      expect(said.length).toBeLessThanOrEqual(82)
      expect(said).not.toMatch(/[\p{Cc}\p{Cf}\n]/u)
    }),
  )
})
