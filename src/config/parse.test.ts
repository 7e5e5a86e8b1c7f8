import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConfigError } from './errors.ts'
import { chooseTarget, parseConfig, targetNames } from './parse.ts'

const usual = {
  issuer: 'https://login.example.com',
  clients: { client: { client_id: 'web', client_secret: { env: 'WEB' }, redirect_uris: ['https://app.example/callback'] } },
  users: { alice: { username: 'alice', password: { env: 'ALICE' } } },
}

/** The lines of complaint about a configuration. */
function complaints(value: unknown): string[] {
  try {
    parseConfig(value, 'harness.config.ts')
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    const [head, ...lines] = (error as ConfigError).message.split('\n')
    expect(head).toBe('harness.config.ts cannot be used:')
    return lines.map((line) => line.trim())
  }
  return []
}

const withClient = (change: object) => ({ ...usual, clients: { client: { ...usual.clients.client, ...change } } })
const absolute = 'an absolute URI without a fragment, such as https://app.example/callback. Write it exactly as it is registered.'

const mistakes: [name: string, config: unknown, lines: string[]][] = [
  [
    'a channel of another engine',
    { ...usual, browser: { engine: 'firefox', channel: 'msedge' } },
    ['browser: found an object, expected a channel or an http URL only of chromium.'],
  ],
  [
    'Chromium’s own protocol of another engine',
    { ...usual, browser: { engine: 'webkit', connect: 'http://127.0.0.1:9222' } },
    ['browser: found an object, expected a channel or an http URL only of chromium.'],
  ],
  [
    'an unknown engine',
    { ...usual, browser: { engine: 'gecko' } },
    ['browser.engine: found "gecko", expected one of chromium, firefox, webkit.'],
  ],
  ['a misspelt key', { ...usual, orgins: [] }, ['the configuration: unknown key "orgins", did you mean "origins"?']],
  [
    'a key in camel case',
    withClient({ clientSecret: 'hunter2' }),
    ['clients.client: unknown key "clientSecret", did you mean "client_secret"?'],
  ],
  [
    'a relative redirection URI',
    withClient({ redirect_uris: ['/callback'] }),
    [`clients.client.redirect_uris[0]: found "/callback", expected ${absolute}`],
  ],
  [
    'a redirection URI with a fragment',
    withClient({ redirect_uris: ['https://app.example/#cb'] }),
    [`clients.client.redirect_uris[0]: found "https://app.example/#cb", expected ${absolute}`],
  ],
  [
    'no redirection URI',
    withClient({ redirect_uris: [] }),
    [
      'clients.client.redirect_uris: found an empty list, expected a list of at least one redirection URI. Write them exactly as they are registered.',
    ],
  ],
  [
    'an unset variable taken directly',
    withClient({ client_secret: undefined }),
    ['clients.client.client_secret: found undefined, expected the client\'s secret: a string, { env: "NAME" } or { file: "path" }.'],
  ],
  [
    'an issuer without scheme',
    { ...usual, issuer: 'login.example.com' },
    ['issuer: found "login.example.com", expected the issuer identifier, an absolute http or https URL without credentials or fragment.'],
  ],
  ['a profile that is none', { ...usual, profile: 'oauth2.1' }, ['profile: found "oauth2.1", expected one of classic, bcp, oauth21.']],
  [
    'a client under a name of its own only',
    { ...usual, clients: { web: usual.clients.client } },
    ['clients.client: missing, expected a client: { client_id, client_secret, redirect_uris }.'],
  ],
  [
    'a password that is no string',
    { ...usual, users: { alice: { username: 'alice', password: 8_472_913 } } },
    ['users.alice.password: found a number, expected the user\'s password: a string, { env: "NAME" } or { file: "path" }.'],
  ],
  [
    'a target beside targets',
    { ...usual, targets: { a: usual } },
    ['issuer, clients, users: found beside targets, expected inside each of the targets.'],
  ],
  [
    'a name that is no folder',
    { targets: { '../up': usual } },
    [
      'targets["../up"]: the key is wrong, expected a name of letters, digits, ".", "_" and "-", and not "all": it names a folder of reports.',
    ],
  ],
  [
    'nothing',
    {},
    [
      'clients: missing, expected clients by role: { client: { client_id, client_secret, redirect_uris } }.',
      'users: missing, expected at least one user: { alice: { username, password } }.',
    ],
  ],
]

describe('messages', () => {
  test.each(mistakes)('%s', (_, config, lines) => expect(complaints(config)).toEqual(lines))

  test('the usual configuration has none, and stays as it is', () => {
    expect(complaints(usual)).toEqual([])
    expect(parseConfig(usual)).toEqual(usual)
  })

  test('a great many are cut', () => {
    const lines = complaints({ ...usual, origins: Array.from({ length: 50 }, (_, i) => `nowhere ${i}`) })
    expect(lines).toHaveLength(21)
    expect(lines.at(-1)).toBe('… and 30 more')
  })
})

describe('secrets', () => {
  const canary = 'c4n4ry-s3cret'
  const wrong: [string, unknown][] = [
    ['an unknown key', withClient({ secret: canary })],
    ['a wrong shape', withClient({ client_secret: { value: canary } })],
    ['a list', withClient({ client_secret: [canary] })],
    ['a string for a user', { ...usual, users: { alice: canary } }],
    ['a string for the users', { ...usual, users: canary }],
    ['in env', withClient({ client_secret: { env: `${canary} ` } })],
    ['a URL with credentials', { ...usual, issuer: `https://joe:${canary}@login.example.com` }],
    ['a URL with odd credentials', { ...usual, issuer: `https://joe:p/${canary}@s@login.example.com` }],
    ['credentials without a scheme', { ...usual, issuer: `joe:${canary}@login.example.com` }],
    ['a URL with a query and a space', { ...usual, discovery: `https://login.example.com/ ?key=${canary}` }],
    ['a header with a line break', { ...usual, headers: { 'X-Key': `${canary}\nX: y` } }],
    ['a number for a proxy', { ...usual, proxy: [canary] }],
  ]
  test.each(wrong)('never appear: %s', (_, config) => {
    const lines = complaints(config)
    expect(lines).not.toEqual([])
    expect(lines.join('\n')).not.toContain(canary)
  })
})

describe('any value', () => {
  test('of JSON is refused by ConfigError or accepted', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        complaints(value)
      }),
    )
  })

  test('in the place of any field is refused by ConfigError or accepted', () => {
    const fields = [
      'issuer',
      'clients',
      'users',
      'scopes',
      'endpoints',
      'tls',
      'pace',
      'declares',
      'headers',
      'resolve',
      'interaction',
      'targets',
      '__proto__',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), fc.string(), (field, value, key) => {
        complaints(JSON.parse(`{"issuer":"https://a.example",${JSON.stringify(field)}:${JSON.stringify(value)}}`))
        complaints({ ...usual, [field]: { [key]: value } })
        complaints({ targets: { [key]: { ...usual, [field]: value } } })
      }),
      { numRuns: 300 },
    )
  })
})

describe('targets', () => {
  const several = parseConfig({ targets: { staging: usual, production: usual } })

  test('one that is inline is named by itself or its host', () => {
    expect(targetNames(parseConfig({ ...usual, name: 'mine' }))).toEqual(['mine'])
    expect(targetNames(parseConfig({ ...usual, issuer: 'http://localhost:9400/realms/a' }))).toEqual(['localhost-9400'])
    expect(targetNames(parseConfig({ ...usual, issuer: 'http://[::1]:9400' }))).toEqual(['1-9400'])
  })

  test('several ask for a name', () => {
    expect(targetNames(several)).toEqual(['staging', 'production'])
    expect(chooseTarget(several, 'production').name).toBe('production')
    expect(() => chooseTarget(several)).toThrow('the configuration has 2 targets, and none was chosen: it has staging, production')
    expect(() => chooseTarget(several, 'prod')).toThrow('the configuration has no target "prod": it has staging, production')
    expect(() => chooseTarget(several, 'constructor')).toThrow(ConfigError)
  })

  test('an interaction may be a function, inline or in targets', () => {
    const interaction = () => undefined
    expect(parseConfig({ ...usual, interaction })).toEqual({ ...usual, interaction })
    expect(parseConfig({ targets: { a: { ...usual, interaction }, b: usual } })).toEqual({
      targets: { a: { ...usual, interaction }, b: usual },
    })
  })
})
