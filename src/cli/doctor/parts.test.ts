import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { certificateOf } from '../../http/reach.ts'
import { certificate } from '../../http/testing/certificate.ts'
import { paper } from '../../report/terminal/paper.ts'
import { checkCertificate } from './certificate.ts'
import { type Check, notTried, problem, together, warning } from './check.ts'
import { ofDifference } from './clock.ts'
import { checkBrowser, checkNode, oldestNode } from './environment.ts'
import { told } from './told.ts'

const way = { tls: { insecure: false }, resolve: {}, headers: [], timeoutMs: 1 }
const leaf = { ...certificateOf(certificate), issuer: 'CN=Somebody', selfSigned: false }

it('Node is compared by number, with what package.json asks for', () => {
  const { engines } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  expect(`>=${oldestNode}`).toBe(`${engines.node}.0`)
  expect(['22.19.0', '22.20.1', '100.0.0'].map((version) => checkNode(version).state)).toEqual(['ok', 'ok', 'ok'])
  expect(['22.18.9', '9.99.0'].map((version) => checkNode(version).state)).toEqual(['problem', 'problem'])
})

it('a browser is named where there is one, and missed by nobody else', () => {
  expect(checkBrowser('/opt/chrome')).toMatchObject({ state: 'ok', found: '/opt/chrome' })
  expect(checkBrowser(undefined)).toMatchObject({
    state: 'info',
    found: expect.stringContaining('only where pages need script'),
  })
})

it('clocks may be a few seconds apart, either way', () => {
  expect([-5, 0, 5].map((seconds) => ofDifference(seconds).state)).toEqual(['ok', 'ok', 'ok'])
  expect(ofDifference(6).found).toContain('6 seconds ahead of')
  expect(ofDifference(-90).found).toContain('90 seconds behind')
})

it('a chain without its root cannot be saved: its operator is to be asked for the issuer', () => {
  const untrusted = { failure: 'tls', detail: 'the issuer is not known here; do this', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' } as const
  const { check, untrusted: saved } = checkCertificate('as.example:443', { protocol: 'TLSv1.3', chain: [leaf], untrusted }, way)
  expect(check).toMatchObject({ state: 'problem', fix: [expect.stringContaining('the certificate of "CN=Somebody"')] })
  expect(saved).toBeUndefined()
})

it('a certificate that is about to expire is a warning', () => {
  const validTo = new Date(Date.now() + 3 * 86_400_000)
  const { check } = checkCertificate('as.example:443', { protocol: 'TLSv1.3', chain: [{ ...leaf, validTo }] }, way)
  expect(check.state).toBe('warning')
})

it('the same trouble of two places is one that names both', () => {
  const refused = (place: string) => problem('connection', { found: `${place}: refused`, why: 'Nothing goes.', fix: ['Start it.'] })
  const of = (place: string, ...checks: Check[]) => checks.map((check) => ({ place, check }))
  const missing = notTried('certificate', 'no connection')
  expect(together([...of('a:1', refused('a:1'), missing), ...of('b:2', refused('b:2'), missing)])).toEqual([
    { ...refused('a:1'), found: 'a:1 and b:2: refused' },
    missing,
  ])
  const other = problem('connection', { found: 'b:2: reset', why: 'Nothing goes.', fix: ['Start it.'] })
  expect(together([...of('a:1', refused('a:1')), ...of('b:2', other)])).toEqual([refused('a:1'), other])
})

it('what a server wrote cannot turn a terminal upside down', () => {
  const on = paper({ color: false, width: 80 })
  const lines = told(on, warning('sign-in', { found: 'a \u001b[2J page', why: 'a\u202eb', fix: ['x\ny'] }))
  expect(lines.join('\n')).toBe('! sign-in         a \\x1b[2J page\n                  why  a\\u{202e}b\n                  do   x\\ny')
})
