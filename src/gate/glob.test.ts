import fc from 'fast-check'
import { expect, it } from 'vitest'
import { globPattern } from './glob.ts'

const word = fc.stringMatching(/^[a-z][a-z-]{0,8}$/)
const id = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))

it('takes a text without wildcards as it is', () => {
  fc.assert(fc.property(id, id, (glob, text) => globPattern(glob).test(text) === (glob === text)))
  expect(globPattern('a.b').test('aXb')).toBe(false)
})

it('keeps * within a folder and lets ** cross it', () => {
  fc.assert(fc.property(id, (text) => globPattern('**').test(text) && globPattern('*').test(text) === !text.includes('/')))
  expect(globPattern('pkce/*').test('pkce/x')).toBe(true)
  expect(globPattern('pkce/*').test('pkce/x/y')).toBe(false)
  expect(globPattern('**/x').test('x')).toBe(true)
  expect(globPattern('**/x').test('a/b/x')).toBe(true)
  expect(globPattern('**/x').test('a/bx')).toBe(false)
  expect(globPattern('a?c').test('abc')).toBe(true)
})

it('knows alternatives, and takes commas and closing braces elsewhere as they are', () => {
  expect(['pkce/x', 'scope/x', 'state/x'].filter((text) => globPattern('{pkce,scope}/*').test(text))).toEqual(['pkce/x', 'scope/x'])
  expect(globPattern('a,b}').test('a,b}')).toBe(true)
  expect(globPattern('{a').test('a')).toBe(false)
})

it('makes a pattern of whatever somebody types', () => {
  fc.assert(fc.property(fc.string(), (glob) => globPattern(glob) instanceof RegExp))
})
