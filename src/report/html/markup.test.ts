import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostile } from '../../../fixtures/runs/hostile-run.ts'
import { fragment, html, link, Markup, printableLines } from './markup.ts'

const anything = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'<>&"\'`=/ \n\u202e') }),
)

describe('html', () => {
  it('lets our markup be, shows text as text and leaves out what is not there', () => {
    expect(html`<p>${'a < b & "c"'}${false}${undefined}${['x', html`<b>${1}</b>`]}</p>`.text).toBe(
      '<p>a &lt; b &amp; &quot;c&quot;x<b>1</b></p>',
    )
    expect(`${html`${new Markup('<i>')}`}`).toBe('<i>')
  })

  it('leaves nothing in a value that begins a tag, ends an attribute or deceives an eye', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const inside = html`${text}`.text
        expect(inside).not.toMatch(/[<>"']/)
        expect(inside.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&')
        expect(inside).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u)
      }),
    )
  })
})

describe('printableLines', () => {
  it('keeps lines and cuts what is long', () => {
    expect(printableLines('a\r\nb\n\x1b[2Jc\rd')).toBe('a\nb\n\\x1b[2Jc\\rd')
    expect(printableLines('abcdef', 4)).toBe('abcd… (6 characters)')
  })

  it('has no control but the ends of lines, whatever comes', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(printableLines(text).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u)
      }),
    )
  })
})

it.each([
  ['https://www.rfc-editor.org/rfc/rfc6749#section-4.1', true],
  ['javascript:alert(1)', false],
  ['http://as.example/', false],
  ['https://evil"onclick=x/', false],
  [' https://as.example/', false],
])('only a plain https address becomes a link: %s', (url, linked) => {
  expect(link(url, html`there`).text.startsWith('<a href="https://')).toBe(linked)
  expect(link(url, html`there`).text).toContain('there')
})

it('a fragment names a scenario in an address', () => {
  expect(fragment('pkce/rejects-wrong-code-verifier')).toBe('#pkce/rejects-wrong-code-verifier')
  expect(fragment('a b#c?d')).toBe('#a%20b%23c%3Fd')
})
