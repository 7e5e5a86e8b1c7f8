import { expect, it } from 'vitest'
import { picturesIn } from './pictures.ts'

const picture = { file: 'evidence/00ff.png', sha256: '00ff', type: 'image/png' }

it('finds pictures wherever they are, with the exchange that brought the page', () => {
  const views = [
    { n: 3, displayed: true, picture },
    { n: 4, displayed: false },
  ]
  expect(picturesIn({ landing: { at: 'page', views }, text: 'x', list: [null, 1, { picture }] })).toEqual([
    { n: 3, file: 'evidence/00ff.png' },
    { file: 'evidence/00ff.png' },
  ])
})

it.each(['javascript:alert(1)', '../../etc/passwd', 'evidence/../x.png', '/evidence/a.png', 'evidence/a.png?x', 7])(
  'takes no other place for a file of the run: %s',
  (file) => {
    expect(picturesIn({ view: { picture: { file } } })).toEqual([])
  },
)
