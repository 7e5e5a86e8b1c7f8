import { basename, join, relative, resolve, sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { historyName, pathBelow, safeName, targetFolder } from './paths.ts'

describe('pathBelow', () => {
  it.each([
    ['/project/harness.config.ts', 'harness.config.ts'],
    ['/project/oauth/staging.ts', 'oauth/staging.ts'],
    ['/project/..config/x.ts', '..config/x.ts'],
    ['/elsewhere/x.ts', undefined],
    ['/project', undefined],
  ])('%s is %s from /project', (file, path) => expect(pathBelow('/project', file)).toBe(path))
})

describe('safeName', () => {
  it('leaves a usual name alone', () => {
    for (const name of ['embedded', 'as.example.com', 'prod-2', 'a_b']) expect(safeName(name)).toBe(name)
  })

  it.each([
    '..',
    '.',
    '',
    '../../etc/passwd',
    'C:\\x',
    'con',
    'NUL.txt',
    'a/b',
    'a\0b',
    '\x1b[31m',
    'x'.repeat(500),
    '.hidden',
    'trailing.',
  ])('tames %j', (name) => {
    expect(safeName(name)).toMatch(/^\w[\w.-]{0,63}$/)
    expect(safeName(name)).not.toMatch(/^(con|nul)(\.|$)/i)
    expect(safeName(name)).not.toMatch(/[.-]$/)
  })

  it('gives any name one segment below the reports folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const inside = relative(resolve('reports'), resolve(targetFolder('reports', name)))
        expect(inside).toBe(safeName(name))
        expect(inside.split(sep)).toHaveLength(1)
        expect(inside).not.toMatch(/^\.\.?$/)
      }),
    )
  })

  it('keeps different names apart', () => {
    expect(safeName('a/b')).not.toBe(safeName('a:b'))
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => a === b || safeName(a) !== safeName(b)))
  })
})

it('names a former run by its start in characters that any file system takes', () => {
  expect(historyName('2026-11-22T10:00:00.000Z')).toBe('2026-11-22T10-00-00.000Z')
  fc.assert(fc.property(fc.string(), (text) => basename(join('h', `${historyName(text)}.json`)) === `${historyName(text)}.json`))
})
