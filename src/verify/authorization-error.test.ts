import fc from 'fast-check'
import { expect, test } from 'vitest'
import { errorInCharset, errorIsKnown } from './authorization-error.ts'
import { answer, kinds, landing } from './testing.ts'

const error = (...params: [string, string][]) => landing('redirect_uri', { by: 'query', params })

test('an error is one of the registered ones', () => {
  for (const known of ['invalid_scope', 'access_denied', 'login_required', 'invalid_target'])
    expect(kinds(errorIsKnown(error(['error', known])))).toEqual(['held'])
  for (const unknown of ['Invalid_Scope', 'oops', '']) expect(kinds(errorIsKnown(error(['error', unknown])))).toEqual(['signal'])
})

test('the characters of an error are those of appendix A', () => {
  const plain = fc.string({ unit: fc.constantFrom(..." !#$%&'()*+,-./09:;<=>?@AZ[]^_`az{|}~") })
  const odd = fc.constantFrom('"', '\\', '\n', '\0', '\x7f', 'é', '😀')
  fc.assert(
    fc.property(plain, plain, odd, (before, after, bad) => {
      const judged = (text: string) => kinds(errorInCharset(error(['error', 'invalid_scope'], ['error_description', text])))
      expect(judged(`${before}${after}`)).toEqual(['held'])
      expect(judged(`${before}${bad}${after}`)).toEqual(['signal'])
    }),
  )
})

test('a secret that is quoted stands as a mark, which is no character of the error', () => {
  const quoted = error(['error', 'invalid_request'], ['error_description', 'no such code_challenge ‹code_verifier:12›'])
  expect(kinds(errorInCharset(quoted))).toEqual(['held'])
})

test('error_uri has no space', () => {
  expect(kinds(errorInCharset(error(['error', 'invalid_scope'], ['error_uri', 'https://as.example/e?x=1#y'])))).toEqual(['held'])
  expect(kinds(errorInCharset(error(['error', 'invalid_scope'], ['error_uri', 'https://as.example/a b'])))).toEqual(['signal'])
})

test('a page, a code and nothing are no error response to look at', () => {
  for (const judge of [errorInCharset, errorIsKnown])
    for (const one of [landing('error_page'), error(['code', '‹code:1›']), undefined]) expect(kinds(judge(one))).toEqual(['noted'])
})

test('a page that limits the rate decides nothing of errors', () => {
  const limited = landing('error_page', {}, answer(200, '<title>Too many requests</title>'))
  expect(kinds([...errorIsKnown(limited), ...errorInCharset(limited)])).toEqual(['undecided', 'undecided'])
})
