import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { env, file, secretReader } from './secrets.ts'

const dir = mkdtempSync(join(tmpdir(), 'secrets-'))
const write = (name: string, text: string) => writeFileSync(join(dir, name), text)

test('a variable', () => {
  const reader = secretReader(dir, { A: 'value', EMPTY: '' })
  expect(reader.secret(env('A'), 'x', 'password')).toBe('value')
  expect(reader.problems).toEqual([])
  reader.secret(env('NONE'), 'users.alice.password', 'password')
  reader.secret(env('EMPTY'), 'users.bob.password', 'password')
  reader.secret(env('constructor'), 'users.eve.password', 'password')
  expect(reader.problems).toEqual([
    'users.alice.password: the environment variable NONE is not set. Set it to the value, or name another.',
    'users.bob.password: the environment variable EMPTY is empty. Set it to the value, or name another.',
    'users.eve.password: the environment variable constructor is not set. Set it to the value, or name another.',
  ])
  expect(reader.secrets).toEqual([{ kind: 'password', value: 'value' }])
})

test.each([
  ['value\n', 'value'],
  ['value\r\n', 'value'],
  ['value\n\n', 'value\n'],
  [' value ', ' value '],
  ['value', 'value'],
])('a file %j loses one final newline', (text, value) => {
  write('secret', text)
  const reader = secretReader(dir, {})
  expect(reader.secret(file('secret'), 'x', 'client_secret')).toBe(value)
  expect(reader.problems).toEqual([])
})

test('a file that gives nothing', () => {
  write('empty', '\n')
  mkdirSync(join(dir, 'folder'))
  const reader = secretReader(dir, {})
  for (const name of ['empty', 'none', 'folder']) reader.secret(file(name), name, 'client_secret')
  expect(reader.problems).toEqual([
    'empty: the file empty is empty. Write the value into it, or name another.',
    'none: the file none does not exist. Write the value into it, or name another (paths are relative to the configuration file).',
    'folder: the file folder cannot be read (EISDIR). Write the value into it, or name another (paths are relative to the configuration file).',
  ])
})

test('a literal secret works and is remembered, a literal name is none', () => {
  const reader = secretReader(dir, { NAME: 'alice' })
  expect(reader.secret('hunter2', 'users.alice.password', 'password')).toBe('hunter2')
  expect(reader.text('alice', 'users.alice.username')).toBe('alice')
  expect(reader.text(env('NAME'), 'users.alice.username')).toBe('alice')
  expect(reader.literal).toEqual(['users.alice.password'])
  expect(reader.secrets).toEqual([{ kind: 'password', value: 'hunter2' }])
})
