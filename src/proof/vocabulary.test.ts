import { expect, it } from 'vitest'
import { topicsOf, vocabulary } from './vocabulary.ts'

const words = (['verify', 'client', 'scenario'] as const).flatMap(topicsOf).flatMap((topic) => topic.words)

it('every word that a scenario may import says in a sentence what it is', () => {
  expect(words.length).toBeGreaterThan(150)
  expect(words.filter(({ sentence }) => !/[.]$/.test(sentence)).map(({ call }) => call)).toEqual([])
  expect(words).toContainEqual(expect.objectContaining({ call: 'refused(answer, ...accepts)', gives: 'findings' }))
  expect(words).toContainEqual(expect.objectContaining({ call: 'issued(answer)', gives: 'true or false' }))
})

it('docs/vocabulary.md says it too', async () => {
  await expect(vocabulary()).toMatchFileSnapshot('../../docs/vocabulary.md')
})
