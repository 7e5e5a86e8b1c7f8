import { expect, it } from 'vitest'
import { near } from './near.ts'

const known = ['pkce/rejects-wrong-code-verifier', 'pkce/requires-challenge', 'redirect-uri/refuses-look-alike-hosts', 'omits-iss']

it('finds what contains the text, whatever the letter case', () => {
  expect(near('Look-Alike', known)).toEqual(['redirect-uri/refuses-look-alike-hosts'])
})

it('finds a misspelt name, also without its folder', () => {
  expect(near('pkce/rejects-wrong-code-verifer', known)).toContain('pkce/rejects-wrong-code-verifier')
  expect(near('reqires-chalenge', known)).toEqual(['pkce/requires-challenge'])
})

it('finds what has all the words', () => {
  expect(near('verifier wrong', known)).toEqual(['pkce/rejects-wrong-code-verifier'])
})

it('suggests nothing where nothing is near', () => {
  expect(near('zzzzzzzz', known)).toEqual([])
  expect(near('', known)).toEqual([])
})
