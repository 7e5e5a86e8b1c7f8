import { expect, it } from 'vitest'
import { gateWishes } from './gate.ts'
import type { HarnessConfig } from './schema.ts'

const usual = {
  clients: { client: { client_id: 'web', redirect_uris: ['https://app.example/cb'] } },
  users: { alice: { username: 'a', password: 'b' } },
}
const config: HarnessConfig = {
  targets: {
    staging: {
      issuer: 'https://as.example',
      ...usual,
      gate: { severity: 'medium', waivers: 'known.yaml', profiles: { oauth21: { fail_on: 'new', severity: 'high' } } },
    },
    plain: { issuer: 'https://as.example', ...usual },
  },
}
const of = (name: string, profile: 'bcp' | 'oauth21') => gateWishes(config, { name, profile, dir: '/srv/tests' })

it('says what a target wants, in one profile otherwise than in others', () => {
  expect(of('staging', 'bcp')).toEqual({ severity: 'medium', waivers: '/srv/tests/known.yaml' })
  expect(of('staging', 'oauth21')).toEqual({ severity: 'high', failOn: 'new', waivers: '/srv/tests/known.yaml' })
})

it('says nothing where nobody did', () => {
  expect(of('plain', 'bcp')).toEqual({})
  expect(of('gone', 'bcp')).toEqual({})
})
