import { expect, it } from 'vitest'
import { picturesIn } from './pictures.ts'

const picture = { file: 'evidence/00ff.png', sha256: '00ff', type: 'image/png' }

it('finds pictures wherever they are, with the exchange that brought the page', () => {
  const views = [
    { n: 3, displayed: true, executed: [], picture },
    { n: 4, displayed: false },
  ]
  expect(picturesIn({ landing: { at: 'page', views }, text: 'x', list: [null, 1, { picture }] })).toEqual([
    { n: 3, file: 'evidence/00ff.png', sha256: '00ff' },
    { file: 'evidence/00ff.png', sha256: '00ff' },
  ])
})

it.each([
  [{ displayed: false }, 'the browser did not display it in the frame'],
  [{ displayed: true, executed: ['state'] }, 'a script of the request ran in it'],
  [{ displayed: true, executed: [], again: 'Allow?' }, 'the Back button showed it again, without a request'],
  [
    { displayed: true, executed: ['state'], opener: { told: [{ from: 'https://as.example', text: '1' }] } },
    'the page of another site that opened the window, and what it was told',
  ],
  [{ displayed: true, executed: [], opener: { told: [] } }, undefined],
  [{ displayed: true, executed: [], opener: 7 }, undefined],
  [{ displayed: true, executed: [] }, undefined],
])('says what became of the page: %o', (view, came) => {
  expect(picturesIn({ view: { ...view, picture } })[0]!.came).toBe(came)
})

it.each(['javascript:alert(1)', '../../etc/passwd', 'evidence/../x.png', '/evidence/a.png', 'evidence/a.png?x', 7])(
  'takes no other place for a file of the run: %s',
  (file) => {
    expect(picturesIn({ view: { picture: { file, sha256: '00ff' } } })).toEqual([])
  },
)
