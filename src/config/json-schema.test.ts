import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { configJsonSchema } from './json-schema.ts'

const usual = {
  $schema: './node_modules/grantproof/dist/fixtures/schemas/harness.config.schema.json',
  issuer: 'https://login.example.com',
  clients: { client: { client_id: 'web', client_secret: { env: 'WEB' }, redirect_uris: ['https://app.example/callback'] } },
  users: { alice: { username: 'alice', password: { file: '/run/secrets/alice' } } },
}
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(configJsonSchema())

test('the published JSON Schema is the one that is generated (vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(configJsonSchema(), null, 2)}\n`).toMatchFileSnapshot('../../fixtures/schemas/harness.config.schema.json')
})

test('it takes what is right and refuses what is wrong', () => {
  const { issuer, clients, users } = usual
  expect(validate(usual)).toBe(true)
  expect(validate({ targets: { staging: { issuer, clients, users } } })).toBe(true)
  expect(validate({ ...usual, isuer: 'x' })).toBe(false)
  expect(validate({ ...usual, users: { alice: { username: 'alice' } } })).toBe(false)
  expect(validate({ ...usual, interaction: [{ when: { selector: '#otp' }, fill: { '#otp': '123456' }, submit: 'form' }] })).toBe(true)
})
