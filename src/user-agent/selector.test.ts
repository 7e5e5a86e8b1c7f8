import { expect, it } from 'vitest'
import { selector } from './selector.ts'

const tag = { tag: 'input', attributes: new Map(Object.entries({ id: 'u', name: 'user[name]', class: 'big blue', value: 'a b' })) }

it.each(['#u', 'input', '*', '.blue', '[name]', '[name="user[name]"]', 'input[value="a b"]', "input.big#u[name='user[name]']", 'form, #u'])(
  '%s fits',
  (text) => expect(selector(text)?.(tag)).toBe(true),
)
it.each(['#v', 'form', '.bigger', '[type]', '[value=a]', 'form#u', 'a, b'])('%s does not fit', (text) =>
  expect(selector(text)?.(tag)).toBe(false),
)
it.each(['form input', 'a > b', ':hover', '', '#u,', '[x', 'a[b^=c]'])('%s is more than it knows', (text) =>
  expect(selector(text)).toBeUndefined(),
)
