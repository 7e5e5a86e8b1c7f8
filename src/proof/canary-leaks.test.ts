import { describe, expect, it } from 'vitest'
import { formsOf } from './canary-forms.ts'
import { leaksIn } from './canary-leaks.ts'

const secret = 'cnry&Secret="7f3a91/+%<x>'
const xml = (text: string) =>
  text
    .replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`)
    .replace(/&#38;/g, '&amp;')
    .replace(/&#60;/g, '&lt;')
    .replace(/&#62;/g, '&gt;')
    .replace(/&#34;/g, '&quot;')

describe('the search for canaries', () => {
  for (const [form, written] of Object.entries(formsOf(secret)))
    it(`sees a secret ${form}`, () => {
      const outputs = {
        plain: `a ${written} b`,
        json: JSON.stringify({ deep: [{ [`k ${written}`]: 1 }, `v ${written}`] }),
        xml: `<a>${xml(written)}</a>`,
      }
      const seen = leaksIn(outputs, [secret])
      expect(new Set(seen.map(({ where }) => where))).toEqual(new Set(Object.keys(outputs)))
      expect(seen.every((leak) => leak.secret === secret)).toBe(true)
    })

  it('sees none where there is none', () => {
    expect(leaksIn({ plain: 'cnry Secret 7f3a91, ‹client_secret:1›' }, [secret])).toEqual([])
  })
})
