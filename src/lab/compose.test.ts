import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { findServer } from './servers.ts'
import { serverNames, serversFolder } from './summary.ts'

interface Compose {
  services: Record<string, { image: string; ports?: string[]; volumes?: string[]; command?: string; environment?: Record<string, string> }>
}

const withCompose = serverNames().filter((name) => existsSync(new URL(`${name}/compose.yaml`, serversFolder)))

describe.each(withCompose)('compose.yaml of %s', (name) => {
  const folder = new URL(`${name}/`, serversFolder)
  const text = readFileSync(new URL('compose.yaml', folder), 'utf8')
  const { services } = parse(text) as Compose
  const all = Object.values(services)

  it('has the version that the laboratory starts, and all other images pinned', async () => {
    const { version } = await findServer(name)
    const [, tag = ''] = /:v?([\d.]+)$/.exec(services[name]!.image) ?? []
    expect(version.split('-')[0]).toBe(tag)
    for (const { image } of all) expect(image).toMatch(/:v?\d+\.\d+\.\d+(-alpine)?$/)
  })

  it('can be reached from this machine alone', () => {
    const ports = all.flatMap((service) => service.ports ?? [])
    expect(ports).not.toEqual([])
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:(\d+):\1$/)
    expect(all.filter((service) => 'network_mode' in service)).toEqual([])
  })

  it('mounts and starts what is there', () => {
    for (const { volumes = [], command = '' } of all) {
      for (const volume of volumes) expect(existsSync(new URL(volume.split(':')[0]!, folder)), volume).toBe(true)
      const [, script] = /\/servers\/(\S+)/.exec(command) ?? []
      if (script) expect(existsSync(new URL(script, serversFolder)), command).toBe(true)
    }
  })

  it('says that the tests start the server without it', () => {
    expect(text).toMatch(/^# .*\n# Neither the tests of this project nor `npm run lab` use it/)
  })
})

it('is there for the servers that have an image of their own', () => {
  expect(withCompose).toEqual(['glewlwyd', 'hydra', 'keycloak'])
})
