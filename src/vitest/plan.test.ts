import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyFolder } from '../../fixtures/command-line/grantproof.ts'
import { planned } from './plan.ts'

const target = {
  issuer: 'https://as.example',
  clients: { client: { client_id: 'web', redirect_uris: ['https://web.example/'] } },
  users: { alice: { username: 'alice', password: 'worthless' } },
}
const both = { targets: { staging: target, production: target } }

describe('what is to be hosted', () => {
  it('is read from a file or taken as it is, without asking anybody', async () => {
    const file = join(emptyFolder(), 'harness.config.json')
    writeFileSync(file, JSON.stringify({ ...target, name: 'mine' }))
    const fromFile = await planned({ config: file, select: 'pkce' })
    expect(fromFile).toMatchObject({ name: 'mine', asked: ['pkce'] })
    expect(new Set(fromFile.entries.map(({ id }) => id.split('/')[0]))).toEqual(new Set(['pkce']))
    const itself = await planned({ config: target, select: ['pkce', 'state'] })
    expect(itself).toMatchObject({ name: 'as.example', asked: ['pkce', 'state'], dir: process.cwd() })
    expect(itself.entries.length).toBeGreaterThan(fromFile.entries.length)
  })

  it('is one of several targets, which has to be named', async () => {
    await expect(planned({ config: both })).rejects.toMatchObject({
      message: 'the configuration has 2 targets, and none was chosen: it has staging, production',
      hints: ["name one: grantproofSuites({ target: 'staging' }), and call it again for each other"],
    })
    await expect(planned({ config: both, target: 'stagign' })).rejects.toThrow('no target "stagign"')
    expect(await planned({ config: both, target: 'production' })).toMatchObject({ name: 'production' })
  })

  it('is never smaller than was meant', async () => {
    await expect(planned({ config: target, select: ['pkce', 'pcke'] })).rejects.toThrow('nothing is selected by "pcke"')
  })
})
