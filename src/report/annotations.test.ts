import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileRun } from '../../fixtures/runs/hostile-run.ts'
import { cleanRun, mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { renderAnnotations } from './annotations.ts'
import type { Run } from './run.ts'

/** As GitHub's runner reads a line: a name, properties, and data with its escapes undone. */
const parsed = (line: string) => {
  const [, level, file, title, text] = /^::(error|warning|notice) file=([^,:]*),line=1,title=([^,:]*)::(.*)$/.exec(line) ?? []
  return { level, file: plain(file), title: plain(title), text: plain(text) }
}
const plain = (text = 'not a command'): string =>
  text.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
const annotations = (run: Run) => renderAnnotations(run).trimEnd().split('\n').map(parsed)

describe('annotations', () => {
  it('begin with the verdict, and have a level by outcome', () => {
    expect(annotations(mixedRun()).map(({ level, title }) => `${level} ${title}`)).toEqual([
      'notice grantproof: acme',
      'error fail: authorization-code/redeems-code-once',
      'warning error: scope/rejects-unknown-scope',
      'warning blocked: redirect-uri/ignores-loopback-port',
      'warning warn: client-authentication/rejects-wrong-secret',
    ])
    expect(annotations(mixedRun())[0]!.text).toBe('2 of 3 graded scenarios met\n1 fail, 1 warn, 1 error, 1 blocked, 1 pass, 1 info, 1 skip')
  })

  it('say what was expected and seen, and how to mend it, at the configuration', () => {
    const [, failed] = annotations(mixedRun({ configuration: 'oauth/a,b%.ts' }))
    expect(failed!.file).toBe('oauth/a,b%.ts')
    expect(failed!.text).toMatch(
      /^A code is redeemed once\nexpected: token error "invalid_grant"\nseen: status 200.*\nfix: Delete the code/,
    )
  })

  it('are ten of a level at most, the last of which says how many more there are', () => {
    const many = (outcome: 'fail' | 'warn') => Array.from({ length: 30 }, (_, i) => result(`${outcome}/${i}`, [row(outcome)]))
    const all = annotations(runOf([...many('fail'), ...many('warn')]))
    expect(all.filter(({ level }) => level === 'error')).toHaveLength(10)
    expect(all.filter(({ level }) => level === 'warning')).toHaveLength(10)
    expect(all.filter(({ title }) => title === 'grantproof: and 21 more')).toHaveLength(2)
    expect(annotations(runOf(many('fail').slice(0, 10))).map(({ title }) => title)).not.toContain(expect.stringContaining('more'))
    const killed = annotations(runOf(many('fail'), { complete: false }))
    expect(killed.filter(({ level }) => level === 'error')).toHaveLength(10)
    expect(killed[0]!.text).toContain('not complete')
  })

  it('are an error where nothing was judged', () => {
    expect(annotations(runOf([], { noFlow: { reason: 'a captcha', exchanges: [] } }))).toMatchObject([
      { level: 'error', text: expect.stringContaining('a captcha') },
    ])
    expect(annotations(cleanRun())).toMatchObject([{ level: 'notice' }])
  })

  it('are each one command of ours, whatever a target says', () => {
    for (const { level } of annotations(hostileRun())) expect(level).toBeDefined()
    const nasty = fc.array(
      fc.oneof(fc.constantFrom('\n', '\r', '::', '::error::', '%0A', '%', ',', '##[command]', '\ud800', '\u2028'), fc.string()),
    )
    fc.assert(
      fc.property(
        nasty.map((parts) => parts.join('')),
        (text) => {
          const all = annotations(
            runOf([result(text, [row('fail', { seen: text })], { title: text })], { target: { name: text, issuer: '', embedded: false } }),
          )
          expect(all.map(({ level }) => level)).toEqual(['notice', 'error'])
        },
      ),
    )
  })
})
