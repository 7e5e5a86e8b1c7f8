import { expect, it } from 'vitest'
import { hostileRun } from '../../../fixtures/runs/hostile-run.ts'
import { mixedRun } from '../../../fixtures/runs/sample-run.ts'
import { environmentFile, environmentOf, joinedEnvironment } from './environment.ts'
import { allureFiles } from './results.ts'

const of = (name: string, issuer = 'https://as.example') => mixedRun({ target: { name, issuer, embedded: false } })

it('says who was judged by what', () => {
  expect(environmentOf(mixedRun())).toBe('acme.bcp = https://as.example, grantproof 0.1.0\n')
})

it('is one line, whatever a target is called', () => {
  expect(environmentOf(hostileRun())).toMatch(/^[\w.-]+ = [^\n\p{Cc}\p{Bidi_Control}]*\n$/u)
})

it('names every target of a folder, and each once', () => {
  const folder = new Map<string, string>()
  for (const run of [of('berlin'), of('oslo'), of('berlin', 'https://new.example')])
    for (const [name, text] of Object.entries(allureFiles(run, (name) => folder.get(name)))) folder.set(name, text)
  expect(folder.get(environmentFile)).toBe(
    'berlin.bcp = https://new.example, grantproof 0.1.0\noslo.bcp = https://as.example, grantproof 0.1.0\n',
  )
})

it('keeps what somebody else wrote there', () => {
  expect(joinedEnvironment('node = v26\n', environmentOf(of('berlin')))).toBe(
    'node = v26\nberlin.bcp = https://as.example, grantproof 0.1.0\n',
  )
})
