import { readFileSync } from 'node:fs'
import { globSync } from 'tinyglobby'
import { expect, test } from 'vitest'

const config = readFileSync(new URL('../../vitest.config.ts', import.meta.url), 'utf8')
const apart = [...config.match(/^const apart = \[([^\]]*)\]/ms)![1]!.matchAll(/'([^']+)'/g)].map(([, glob]) => glob!)

test('whoever replaces modules or the time runs apart from all others', () => {
  const own = import.meta.filename
  const replacing = globSync('{src,suites}/**/*.test.ts').filter(
    (file) =>
      !own.endsWith(file) &&
      /\bvi\.(?:mock|doMock|useFakeTimers|stubGlobal|stubEnv|resetModules)\(|process\.chdir\(/.test(readFileSync(file, 'utf8')),
  )
  expect(replacing.length).toBeGreaterThan(5)
  expect(replacing.filter((file) => !globSync(apart).includes(file))).toEqual([])
})
