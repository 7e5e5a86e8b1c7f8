import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { defineConfig, env } from '../../config/index.ts'
import { parseConfig } from '../../config/parse.ts'
import { gather } from './answers.ts'
import { configurationOf } from './configuration.ts'
import { askingAt } from './terminal.ts'
import { textOf } from './text.ts'

/** Types what a person would, one line for each question. */
async function conversation(lines: readonly string[], given = {}) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const asked: string[] = []
  const { ask, close } = askingAt(input, output)
  const answers = lines.values()
  const typing = (question: string) => {
    asked.push(question)
    const { value, done } = answers.next()
    setImmediate(() => (done ? input.end() : input.write(`${value}\n`)))
    return ask(question)
  }
  return { asked, said: gather(given, typing, ['openid', 'a\u001b[2Jb']).finally(close) }
}

it('a person is asked for what nobody said, and again where the answer is none', async () => {
  const { asked, said } = await conversation(['n', '', '/callback', 'app.example:/cb, http://127.0.0.1/cb', 'read "write"', 'read', 'bob'])
  expect(await said).toEqual({
    clientId: 'grantproof',
    confidential: false,
    redirectUris: ['app.example:/cb', 'http://127.0.0.1/cb'],
    scopes: ['read'],
    user: 'bob',
    assumed: [],
  })
  expect(asked[3]).toMatch(/^an absolute URI without a fragment is expected\n/)
  expect(asked[4]).toContain('(the server lists openid a\\x1b[2Jb)')
})

it('whether the client has a secret is asked again until it is yes or no', async () => {
  const whether = async (...typed: string[]) => {
    const { asked, said } = await conversation([...typed, '', '', '', ''])
    return [(await said).confidential, asked.filter((question) => question.includes('Has the client a secret?')).length]
  }
  expect(await whether('client-1', 'nobody', ' No ')).toEqual([false, 3])
  expect(await whether('maybe', 'YES')).toEqual([true, 2])
  expect(await whether('')).toEqual([true, 1])
})

it('what was given is not asked for', async () => {
  const given = { clientId: 'mine', public: false, redirectUri: ['https://a.example/'], scope: '' }
  const { asked, said } = await conversation(['alice'], given)
  expect(await said).toMatchObject({ clientId: 'mine', confidential: true, user: 'alice', scopes: [] })
  expect(asked).toHaveLength(1)
})

it('whoever ends the input ends the command', async () => {
  const { said } = await conversation(['', 'mine'])
  await expect(said).rejects.toMatchObject({ exitCode: 130, message: expect.stringContaining('nothing was written') })
})

it('whatever is answered, the text says just that', () => {
  const written = (text: string): unknown =>
    new Function('defineConfig', 'env', `return ${text.slice(text.indexOf('defineConfig('))}`)(defineConfig, env)
  const filled = fc.string({ unit: 'binary', minLength: 1 })
  fc.assert(
    fc.property(filled, filled, fc.boolean(), (clientId, user, confidential) => {
      const answers = { clientId, user, confidential, redirectUris: ["https://a.example/it's?x=\\"], scopes: ["o'k"], assumed: [] }
      const known = { issuer: 'https://as.example', metadata: {}, ca: 'authority.pem' }
      const config = configurationOf(known, answers, 'deep/harness.config.ts')
      const { allow, ...rest } = written(textOf(config)) as { allow: object }
      expect(rest).toEqual(config)
      expect(rest).toMatchObject({ tls: { ca: '../authority.pem' } })
      expect(Object.values(allow)).toEqual([false, false, false, false])
      expect(() => parseConfig(config)).not.toThrow()
    }),
  )
})
