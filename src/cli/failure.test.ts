import { describe, expect, it } from 'vitest'
import { ConfigError } from '../config/errors.ts'
import { CliError, failureOf } from './failure.ts'

describe('what a person is told of an error', () => {
  it('is the message, hints and exit code 2 for a configuration', () => {
    const { text, exitCode } = failureOf(new ConfigError('issuer: missing', ['write issuer']), false)
    expect({ text, exitCode }).toEqual({ text: 'grantproof: issuer: missing\n  - write issuer\n', exitCode: 2 })
  })

  it('is the exit code of our own errors', () => {
    expect(failureOf(new CliError(3, 'nothing'), false)).toEqual({ text: 'grantproof: nothing\n', exitCode: 3 })
  })

  it('is one line and exit code 70 for anything else, the stack only when asked for', () => {
    const error = new TypeError('x is undefined\nmore')
    const brief = failureOf(error, false)
    expect(brief.exitCode).toBe(70)
    expect(brief.text).toContain('grantproof: TypeError: x is undefined\n')
    expect(brief.text).toContain('GRANTPROOF_DEBUG=1')
    expect(brief.text).not.toContain('    at ')
    expect(failureOf(error, true).text).toContain('    at ')
    expect(failureOf('thrown', false)).toMatchObject({ exitCode: 70 })
    expect(failureOf(undefined, false)).toMatchObject({ exitCode: 70 })
  })

  it('says where a file is not to be understood', () => {
    const error = Object.assign(new SyntaxError('no such export'), {
      stack: 'file:///a/b.ts:3\nimport { x }\n  ^\nSyntaxError: no such export',
    })
    expect(failureOf(error, false).text).toContain('grantproof: SyntaxError: no such export (file:///a/b.ts:3)\n')
    expect(failureOf(new SyntaxError('elsewhere'), false).text).toContain('grantproof: SyntaxError: elsewhere\n')
  })

  it('holds no control characters, whoever wrote them', () => {
    expect(failureOf(new ConfigError('a\x1b[31mb', ['\x07']), false).text).toBe('grantproof: a\\x1b[31mb\n  - \\x07\n')
  })
})
